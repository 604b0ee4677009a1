import { PgServiceDocumentStore } from '../../src/settings/pg-service-document.store.js'
import type { ServiceDocument, ServiceDocumentStore } from '../../src/settings/service-document.store.js'
import { TestDatabase } from '../support/test-database.js'

const IMPLEMENTATIONS: [string, (database: TestDatabase) => ServiceDocumentStore][] = [
  ['PgServiceDocumentStore', ({ db }) => new PgServiceDocumentStore(db)],
]
const KEPT = 3

let database: TestDatabase
beforeEach(async () => {
  database = await TestDatabase.open()
})
afterEach(() => database?.close())

describe.each(IMPLEMENTATIONS)('ServiceDocumentStore: %s', (_name, make) => {
  let store: ServiceDocumentStore
  beforeEach(() => {
    store = make(database)
  })
  const document = (name: string, version: number, content: unknown): ServiceDocument => ({
    ...{ name, version, content },
    madeAt: new Date('2026-01-01T00:00:00Z'),
    madeBy: version % 2 === 0 ? 'did:plc:someone' : undefined,
  })
  const add = (...args: Parameters<typeof document>) => store.add(database.db, document(...args), KEPT)

  it('keeps versions, lists the present ones, and drops old ones', async () => {
    for (const version of [1, 2, 3, 4]) expect(await add('a', version, { version })).toBe(true)
    await add('b', 1, null)
    expect(await store.list()).toEqual([document('a', 4, { version: 4 }), document('b', 1, null)])
    expect((await store.versions('a', 10)).map(({ version }) => version)).toEqual([4, 3, 2])
    expect(await store.versions('a', 1)).toEqual([document('a', 4, { version: 4 })])
    expect(await store.find('a', 3)).toEqual(document('a', 3, { version: 3 }))
    expect(await store.find('a', 1)).toBeUndefined()
  })

  it('does not write a version twice', async () => {
    expect(await add('a', 1, 'first')).toBe(true)
    expect(await add('a', 1, 'second')).toBe(false)
    expect(await store.list()).toEqual([document('a', 1, 'first')])
  })

  it('tells of what is committed, and of nothing that is rolled back', async () => {
    let heard = 0
    let tell: () => void
    const once = new Promise<void>((resolve) => (tell = resolve))
    const unwatch = await store.watch(() => {
      heard += 1
      tell()
    })
    const lost = database.work.run(async (tx) => {
      await store.add(tx, document('a', 1, {}), KEPT)
      throw new Error('rolled back')
    })
    await expect(lost).rejects.toThrow('rolled back')
    await add('b', 1, {})
    await once
    await unwatch()
    expect(heard).toBe(1)
  })
})
