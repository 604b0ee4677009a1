import type { MailConfig } from '../../mail/index.js'
import { ReadinessCheck } from '../../telemetry/index.js'
import type { MeasureStore } from '../measures/measure.store.js'
import { HealthStrip } from './health-strip.js'
import { RecentDealings } from './recent-dealings.js'

const NOW_MS = Date.parse('2026-06-01T12:00:00Z')

/** Dealings of which so much was counted within the last minutes. */
function dealings(counted: Record<string, number>, smtpUrl?: string) {
  const read = (_keys: string[], _bucket: string, { from }: { from: Date }) =>
    Promise.resolve(Object.entries(counted).map(([key, value]) => ({ key, value, at: from, samples: 1 })))
  const store = { read } as unknown as MeasureStore
  return new RecentDealings(store, { smtpUrl } as MailConfig, { nowMs: () => NOW_MS } as never)
}

class Check extends ReadinessCheck {
  constructor(
    override readonly part: string,
    override readonly problem: () => Promise<string | undefined>,
  ) {
    super()
  }
}

const states = (parts: { part: string; state: string; detail?: string }[]) =>
  Object.fromEntries(parts.map(({ part, state, detail }) => [part, detail ? `${state}: ${detail}` : state]))

describe('what the service depends on', () => {
  it.each([
    ['nothing was asked', {}, { plc: 'quiet', mail: 'quiet' }],
    ['all went well', { 'plc.requests': 2, 'email.sent': 1 }, { plc: 'ok', mail: 'ok' }],
    ['one of many failed', { 'plc.requests': 3, 'plc.failures': 1 }, { plc: 'ok', mail: 'quiet' }],
    [
      'most failed',
      { 'plc.requests': 3, 'plc.failures': 2, 'email.sent': 1, 'email.failed': 2 },
      { plc: 'problem', mail: 'problem' },
    ],
  ])('is told by how dealings went where %s', async (_name, counted, expected) => {
    expect(states(await dealings(counted, 'smtp://mail.test').look())).toEqual(expected)
  })

  it('is none where there is no mail server', async () => {
    expect(states(await dealings({ 'email.failed': 2 }).look())).toEqual({ plc: 'quiet', mail: 'unset' })
  })

  it('is what load balancers are told, what relays are found to be, and providers', async () => {
    const checks = [
      new Check('database', () => Promise.resolve(undefined)),
      new Check('blobStore', () => Promise.resolve('BucketMissing')),
      new Check('sequencer', () => Promise.reject(new Error('secret'))),
    ]
    const strip = new HealthStrip(
      { of: () => checks } as never,
      dealings({}),
      {
        relays: () =>
          Promise.resolve([{ url: 'https://relay.test', suspicion: {} }, { url: 'https://b.test' }]),
      } as never,
      { enabled: () => Promise.resolve([{ name: 'Staff', health: { ok: true } }, { name: 'New' }]) } as never,
    )
    expect(states((await strip.look()).data)).toEqual({
      ...{ database: 'ok', blobStore: 'problem: BucketMissing', sequencer: 'problem: Failed' },
      ...{ plc: 'quiet', mail: 'unset', relays: 'problem: relay.test', providers: 'ok' },
    })
  })
})
