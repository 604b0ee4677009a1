import { cborCidBytes, encode, type LexMap } from '@guildhall/data'
import type { AtUri, Nsid } from '@guildhall/syntax'
import { configOf } from '../config/index.js'
import { Clock, Log } from '../telemetry/index.js'
import { LexiconConfig } from './lexicon.config.js'
import type { LexiconFetcher } from './lexicon-fetcher.js'
import { LexiconStore } from './lexicon.store.js'
import { LexiconUnresolvable } from './lexicon-unresolvable.js'
import type { FetchedLexicon } from './published-lexicon.js'
import { PublishedLexicons } from './published-lexicons.js'

const NSID = 'com.example.note' as Nsid
const FAILURE_MS = 1_000
const STALE_MS = 60_000
const EXPIRY_MS = 600_000

class FakeClock extends Clock {
  ms = 1_000_000
  override nowMs(): number {
    return this.ms
  }
}

class FakeStore extends LexiconStore {
  readonly kept = new Map<string, FetchedLexicon>()
  override async find(nsid: Nsid) {
    return this.kept.get(nsid)
  }
  override async put(lexicon: FetchedLexicon) {
    this.kept.set(lexicon.nsid, lexicon)
  }
  override async prune() {
    return 0
  }
}

const recordOf = (more: LexMap = {}) => ({
  $type: 'com.atproto.lexicon.schema',
  lexicon: 1,
  id: NSID,
  defs: { main: { type: 'token', description: 'version 1' } },
  ...more,
})

function lexicons() {
  const clock = new FakeClock()
  const store = new FakeStore()
  let fetches = 0
  let answer: () => Promise<LexMap> = async () => recordOf()
  const fetcher = {
    fetch: async (nsid: Nsid) => {
      fetches++
      const content = encode(await answer())
      return {
        nsid,
        uri: `at://did:web:a.example/com.atproto.lexicon.schema/${nsid}` as AtUri,
        cid: cborCidBytes(content),
        content,
      }
    },
  } as unknown as LexiconFetcher
  const config = configOf(LexiconConfig, { failureMs: FAILURE_MS, staleMs: STALE_MS, expiryMs: EXPIRY_MS })
  const made = new PublishedLexicons(store, fetcher, clock, config, Log.silent())
  const find = () => made.find(NSID)
  return { find, clock, store, fetches: () => fetches, answers: (next: typeof answer) => (answer = next) }
}
const settled = () => new Promise((resolve) => setImmediate(resolve))
const away = () => Promise.reject(new LexiconUnresolvable('away'))

describe('PublishedLexicons', () => {
  test('fetches once for all who ask, and keeps it for all nodes', async () => {
    const { find, store, fetches } = lexicons()
    const found = await Promise.all([find(), find(), find()])
    expect(found.map((each) => each?.doc.id)).toEqual([NSID, NSID, NSID])
    expect(store.kept.has(NSID)).toBe(true)
    await find()
    expect(fetches()).toBe(1)
  })

  test('renews a stale one in the background', async () => {
    const { find, clock, fetches, answers } = lexicons()
    const old = await find()
    clock.ms += STALE_MS
    answers(async () => recordOf({ description: 'version 2' }))
    expect((await find())!.doc).toEqual(old!.doc)
    await settled()
    expect(fetches()).toBe(2)
    expect((await find())!.doc.description).toBe('version 2')
  })

  test('goes on with a stale one that cannot be renewed, until it is too old, and asks not too often', async () => {
    const { find, clock, fetches, answers } = lexicons()
    await find()
    answers(away)
    clock.ms += STALE_MS
    for (let i = 0; i < 3; i++) {
      expect(await find()).toBeDefined()
      await settled()
    }
    expect(fetches()).toBe(2)
    clock.ms += EXPIRY_MS
    expect(await find()).toBeUndefined()
  })

  test('does not ask again for a while for what is not there, and writes nothing', async () => {
    const { find, clock, store, fetches, answers } = lexicons()
    answers(away)
    expect([await find(), await find()]).toEqual([undefined, undefined])
    expect([fetches(), store.kept.size]).toEqual([1, 0])
    clock.ms += FAILURE_MS
    answers(async () => recordOf())
    expect(await find()).toBeDefined()
  })

  test.each<[string, LexMap]>([
    ['another type', recordOf({ $type: 'com.example.other' })],
    ['another language version', recordOf({ lexicon: 2 })],
    ['another name', recordOf({ id: 'com.example.other' })],
    ['no definitions', recordOf({ defs: {} })],
    ['a definition that makes no sense', recordOf({ defs: { main: { type: 'object' } } })],
  ])('treats a broken document as none: %s', async (_, record) => {
    const { find, store, answers } = lexicons()
    answers(async () => record)
    expect(await find()).toBeUndefined()
    expect(store.kept.size).toBe(0)
  })

  test('fetches again what is kept and cannot be read', async () => {
    const { find, store, clock } = lexicons()
    const content = Buffer.from('nonsense')
    const uri = 'at://did:web:a.example/com.atproto.lexicon.schema/com.example.note' as AtUri
    store.kept.set(NSID, { nsid: NSID, uri, cid: cborCidBytes(content), content, fetchedAtMs: clock.ms })
    expect(await find()).toBeDefined()
  })

  test('asks for so many at a time only', async () => {
    const { clock, store } = lexicons()
    let asked = 0
    const fetcher = { fetch: () => (asked++, new Promise(() => undefined)) } as unknown as LexiconFetcher
    const busy = new PublishedLexicons(store, fetcher, clock, configOf(LexiconConfig, {}), Log.silent())
    for (let i = 0; i < 80; i++) void busy.find(`com.example.note${i}` as Nsid)
    await settled()
    expect(asked).toBe(64)
    expect(await busy.find('com.example.last' as Nsid)).toBeUndefined()
  })
})
