import type { PlcLogOperation } from '@guildhall/identity'
import { PgPlcOperationStore } from '../../src/plc-directory/pg-plc-operation.store.js'
import type { PlcOperationStore } from '../../src/plc-directory/plc-operation.store.js'
import { TestDatabase } from '../support/test-database.js'

const IMPLEMENTATIONS: [string, (database: TestDatabase) => PlcOperationStore][] = [
  ['PgPlcOperationStore', ({ db }) => new PgPlcOperationStore(db)],
]
const START_MS = Date.UTC(2026, 0, 1)

describe.each(IMPLEMENTATIONS)('PlcOperationStore: %s', (_name, make) => {
  let database: TestDatabase
  let store: PlcOperationStore
  beforeAll(async () => {
    database = await TestDatabase.open()
    store = make(database)
  })
  beforeEach(() => database.rows('TRUNCATE plc_operation'))
  afterAll(() => database?.close())

  const operation = (cid: string) => ({ type: 'plc_operation', sig: cid }) as unknown as PlcLogOperation
  const add = (did: string, cid: string, afterMs: number, nullified: readonly string[] = []) =>
    database.work.run((tx) =>
      store.add(tx, did, { cid, operation: operation(cid), createdAtMs: START_MS + afterMs }, nullified),
    )
  const cids = (found: readonly { cid: string }[]) => found.map(({ cid }) => cid)

  it('keeps the operations of a DID in the order in which they came', async () => {
    await add('did:plc:a', 'one', 1)
    await add('did:plc:b', 'other', 2)
    await add('did:plc:a', 'two', 3)
    const all = await store.allOf('did:plc:a')
    expect(all).toEqual([
      {
        seq: expect.any(Number),
        did: 'did:plc:a',
        cid: 'one',
        operation: operation('one'),
        nullified: false,
        createdAtMs: START_MS + 1,
      },
      expect.objectContaining({ cid: 'two', createdAtMs: START_MS + 3 }),
    ])
    expect(all[1]!.seq).toBeGreaterThan(all[0]!.seq)
    expect(await store.allOf('did:plc:c')).toEqual([])
  })

  it('knows the last one that counts', async () => {
    expect(await store.lastOf('did:plc:a')).toBeUndefined()
    await add('did:plc:a', 'one', 1)
    await add('did:plc:a', 'two', 2)
    expect(await store.lastOf('did:plc:a')).toMatchObject({ cid: 'two' })
    await add('did:plc:b', 'two', 3)
    await add('did:plc:a', 'three', 4, ['two'])
    expect(await store.lastOf('did:plc:a')).toMatchObject({ cid: 'three' })
    const nullified = (await store.allOf('did:plc:a')).map((each) => each.nullified)
    expect(nullified).toEqual([false, true, false])
    expect(await store.lastOf('did:plc:b')).toMatchObject({ cid: 'two', nullified: false })
  })

  it('takes no operation twice', async () => {
    await add('did:plc:a', 'one', 1)
    await expect(add('did:plc:a', 'one', 2)).rejects.toMatchObject({ constraint: 'plc_operation_pkey' })
  })

  it('exports in the order of arrival, in pages, from a number or a time on', async () => {
    for (const [i, did] of ['a', 'b', 'a', 'c'].entries()) await add(`did:plc:${did}`, String(i), i * 10)
    const all = await store.after({ seq: 0 }, 100)
    expect(cids(all)).toEqual(['0', '1', '2', '3'])
    expect(cids(await store.after({ seq: 0 }, 2))).toEqual(['0', '1'])
    expect(cids(await store.after({ seq: all[1]!.seq }, 2))).toEqual(['2', '3'])
    expect(await store.after({ seq: all[3]!.seq }, 2)).toEqual([])
    expect(cids(await store.after({ createdAtMs: START_MS + 10 }, 100))).toEqual(['2', '3'])
    expect(cids(await store.after({ createdAtMs: START_MS - 1 }, 1))).toEqual(['0'])
  })

  it('lets one in at a time, who sees what the one before has added', async () => {
    expect(await database.work.run((tx) => store.lock(tx))).toBe(0)
    const arrive = (cid: string) =>
      database.work.run(async (tx) => {
        const createdAtMs = (await store.lock(tx)) + 1
        const seen = await store.allOf('did:plc:a', tx)
        await store.add(tx, 'did:plc:a', { cid, operation: operation(cid), createdAtMs }, cids(seen))
        return seen.length
      })
    const seen = await Promise.all(['1', '2', '3', '4', '5'].map(arrive))
    expect(seen.sort()).toEqual([0, 1, 2, 3, 4])
    const times = (await store.after({ seq: 0 }, 10)).map(({ createdAtMs }) => createdAtMs)
    expect(times).toEqual([1, 2, 3, 4, 5])
  })
})
