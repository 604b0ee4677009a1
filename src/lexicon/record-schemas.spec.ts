import type { CompiledRecord } from '@guildhall/lexicon'
import { configOf } from '../config/index.js'
import { Clock, Log } from '../telemetry/index.js'
import { LexiconConfig } from './lexicon.config.js'
import { RecordSchemas } from './record-schemas.js'
import type { AssembledSchema, SchemaAssembly } from './schema-assembly.js'

const NOTE = 'com.example.note'
const POST = 'app.bsky.feed.post'
const FAILURE_MS = 1_000
const STALE_MS = 60_000
const EXPIRY_MS = 600_000

class FakeClock extends Clock {
  ms = 1_000_000
  override nowMs(): number {
    return this.ms
  }
}

const record = { key: 'any' } as CompiledRecord

function schemas(cacheBytes = 1024 * 1024) {
  const clock = new FakeClock()
  const asked: string[] = []
  let answer: (nsid: string) => Promise<AssembledSchema | undefined> = async () => found()
  const found = (more: Partial<AssembledSchema> = {}): AssembledSchema => ({
    definitions: { definition: () => undefined },
    record,
    complete: true,
    bytes: 1_000,
    fetchedAtMs: clock.ms,
    ...more,
  })
  const assembly = {
    assemble: (nsid: string) => (asked.push(nsid), answer(nsid)),
  } as unknown as SchemaAssembly
  const config = configOf(LexiconConfig, {
    failureMs: FAILURE_MS,
    staleMs: STALE_MS,
    expiryMs: EXPIRY_MS,
    cacheBytes,
  })
  const made = new RecordSchemas(assembly, clock, config, Log.silent())
  return { schemas: made, clock, asked, found, answers: (next: typeof answer) => (answer = next) }
}
const settled = () => new Promise((resolve) => setImmediate(resolve))

describe('RecordSchemas', () => {
  test('knows what comes with the server without asking anybody', async () => {
    const { schemas: known, asked } = schemas()
    expect(known.isSettled(POST)).toBe(true)
    expect(known.find(POST)?.key).toBe('tid')
    // A document that describes a method is none of a record, whoever might publish one.
    expect(known.isSettled('com.atproto.repo.createRecord')).toBe(true)
    expect(known.find('com.atproto.repo.createRecord')).toBeUndefined()
    await known.settle(POST)
    expect(asked).toEqual([])
  })

  test('looks for other types once, and keeps them', async () => {
    const { schemas: known, asked } = schemas()
    expect([known.isSettled(NOTE), known.find(NOTE)]).toEqual([false, undefined])
    await Promise.all([known.settle(NOTE), known.settle(NOTE, 1_000)])
    expect([known.isSettled(NOTE), known.find(NOTE)]).toEqual([true, record])
    await known.settle(NOTE)
    expect(asked).toEqual([NOTE])
  })

  test('keeps for a while that there is none', async () => {
    const { schemas: known, asked, clock, answers } = schemas()
    answers(async () => undefined)
    await known.settle(NOTE)
    expect([known.isSettled(NOTE), known.find(NOTE)]).toEqual([true, undefined])
    clock.ms += FAILURE_MS - 1
    expect(known.isSettled(NOTE)).toBe(true)
    clock.ms += 1
    expect(known.isSettled(NOTE)).toBe(false)
    await known.settle(NOTE)
    expect(asked).toEqual([NOTE, NOTE])
  })

  test('lets nobody wait longer than they want, counted from the beginning of the look-up', async () => {
    const { schemas: known, clock, answers, found } = schemas()
    let finish = (): void => undefined
    answers(() => new Promise((resolve) => (finish = () => resolve(found()))))
    await known.settle(NOTE, 5)
    expect(known.find(NOTE)).toBeUndefined()
    clock.ms += 60_000
    // It would never end otherwise.
    await known.settle(NOTE, 60_000)
    finish()
    await settled()
    expect(known.find(NOTE)).toBe(record)
  })

  test('uses a stale one while it is renewed, and no expired one', async () => {
    const { schemas: known, clock, asked, answers, found } = schemas()
    const first = clock.ms
    await known.settle(NOTE)
    clock.ms = first + STALE_MS
    answers(async () => found({ fetchedAtMs: first }))
    expect(known.find(NOTE)).toBe(record)
    await settled()
    expect(asked).toHaveLength(2)
    // It brought nothing newer, so it is tried again later, not with every write.
    known.find(NOTE)
    await settled()
    expect(asked).toHaveLength(2)
    clock.ms = first + EXPIRY_MS
    expect([known.isSettled(NOTE), known.find(NOTE)]).toEqual([false, undefined])
  })

  test('tries soon again what is not complete', async () => {
    const { schemas: known, clock, asked, answers, found } = schemas()
    answers(async () => found({ complete: false }))
    await known.settle(NOTE)
    known.find(NOTE)
    expect(asked).toHaveLength(1)
    clock.ms += FAILURE_MS
    expect(known.find(NOTE)).toBe(record)
    await settled()
    expect(asked).toHaveLength(2)
  })

  test('keeps no more than it may, the longest unused goes first', async () => {
    const { schemas: known } = schemas(3 * 1_600)
    const name = (i: number) => `com.example.note${i}`
    for (const i of [1, 2, 3]) await known.settle(name(i))
    known.find(name(1))
    await known.settle(name(4))
    expect([1, 2, 3, 4].map((i) => known.isSettled(name(i)))).toEqual([true, false, true, true])
  })

  test('tells those who wait of a fault, and forgets it', async () => {
    const { schemas: known, answers, found } = schemas()
    answers(() => Promise.reject(new Error('the database is away')))
    await expect(known.settle(NOTE, 1_000)).rejects.toThrow('the database is away')
    answers(async () => found())
    await known.settle(NOTE)
    expect(known.find(NOTE)).toBe(record)
  })
})
