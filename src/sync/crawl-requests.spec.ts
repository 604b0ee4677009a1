import { configOf } from '../config/index.js'
import { OutboundError } from '../outbound/index.js'
import { Clock, Log } from '../telemetry/index.js'
import { CrawlConfig } from './crawl.config.js'
import { CrawlRequests } from './crawl-requests.js'
import { CrawlerStore, type DueCrawler, type KnownCrawler } from './crawler.store.js'
import type { RelayClient } from './relay-client.js'

const RELAY = 'https://relay.example'
const START_MS = 1_000_000
const INTERVAL_MS = 20_000
const RETRY_MS = 1_000

class FakeClock extends Clock {
  ms = START_MS
  override nowMs(): number {
    return this.ms
  }
}

/** One relay that is always due. */
class FakeStore extends CrawlerStore {
  override async list(): Promise<KnownCrawler[]> {
    return []
  }

  failures = 0
  readonly calls: unknown[] = []
  override async add() {}
  override async want() {}
  override async take(): Promise<DueCrawler[]> {
    return [{ url: RELAY, failures: this.failures }]
  }
  override async succeeded(...call: unknown[]) {
    this.calls.push(['succeeded', ...call])
  }
  override async failed(...call: unknown[]) {
    this.calls.push(['failed', ...call])
  }
  override async nextDue() {
    return START_MS + 500
  }
}

function requests(answer: (signal: AbortSignal) => Promise<void>) {
  const clock = new FakeClock()
  const store = new FakeStore()
  const relays = {
    requestCrawl: (_: string, signal: AbortSignal) => answer(signal),
  } as unknown as RelayClient
  const config = configOf(CrawlConfig, { relays: [RELAY], intervalMs: INTERVAL_MS, retryMs: RETRY_MS })
  return { made: new CrawlRequests(store, relays, clock, config, Log.silent()), clock, store }
}
const refusal = new OutboundError('status', '400 HostBanned', 400)
const never = new AbortController().signal

describe('CrawlRequests', () => {
  test('lets a relay that accepted alone for the interval, counted from when it was asked', async () => {
    const { made, clock, store } = requests(async () => void (clock.ms += 700))
    expect(await made.askDue(never)).toBe(0)
    expect(store.calls).toEqual([['succeeded', RELAY, START_MS, START_MS + INTERVAL_MS]])
  })

  test.each([
    [0, 1_000],
    [1, 2_000],
    [4, 16_000],
    [40, 3_600_000],
  ])('waits longer with every failure: after %i others %i ms', async (failures, waitMs) => {
    const { made, store } = requests(() => Promise.reject(refusal))
    store.failures = failures
    expect(await made.askDue(never)).toBe(500)
    expect(store.calls).toEqual([['failed', RELAY, '400 HostBanned', START_MS + waitMs]])
  })

  test('says nothing of a request that this node has given up', async () => {
    const stop = new AbortController()
    const { made, store } = requests(
      () => (stop.abort(), Promise.reject(new OutboundError('aborted', 'given up'))),
    )
    await made.askDue(stop.signal)
    expect(store.calls).toEqual([])
  })

  test('hides no mistake of its own', async () => {
    const { made } = requests(() => Promise.reject(new TypeError('undefined is not a function')))
    await expect(made.askDue(never)).rejects.toThrow(TypeError)
  })
})
