import { randomUUID } from 'node:crypto'
import type { Did } from '@guildhall/syntax'
import type { BlobAllowanceStore } from '../../src/blob/allowance/blob-allowance.store.js'
import type { GroupQuotaStore } from '../../src/blob/allowance/group-quota.store.js'
import { PgBlobAllowanceStore } from '../../src/blob/allowance/pg-blob-allowance.store.js'
import { PgGroupQuotaStore } from '../../src/blob/allowance/pg-group-quota.store.js'
import { PgRepoStore } from '../../src/repo/pg-repo.store.js'
import { blobCid, SampleRepo } from '../support/sample-repo.js'
import { TestDatabase } from '../support/test-database.js'

const IMPLEMENTATIONS: [string, (database: TestDatabase) => BlobAllowanceStore][] = [
  ['PgBlobAllowanceStore', ({ db }) => new PgBlobAllowanceStore(db)],
]
const NOTHING = { bytes: 0, count: 0 }
/** More than 32 bits hold. */
const LARGE = 5_000_000_000

let database: TestDatabase
beforeAll(async () => {
  database = await TestDatabase.open()
})
afterAll(() => database?.close())

describe.each(IMPLEMENTATIONS)('BlobAllowanceStore: %s', (_name, make) => {
  let store: BlobAllowanceStore
  let did: Did
  let made = 0
  beforeAll(() => {
    store = make(database)
  })
  beforeEach(() => {
    did = `did:plc:allowed${++made}` as Did
  })
  const countUpload = (bytes: number) => database.work.run((tx) => store.countUpload(tx, did, bytes))

  describe('what holds for an account', () => {
    it('is nothing in particular, for most', async () => {
      expect(await store.overrides(did)).toEqual({})
    })

    it('is what was said last of each limit', async () => {
      await store.override(did, { quotaBytes: LARGE, locationAllowed: true })
      await store.override(did, { dailyCount: 0 })
      await store.override(did, {})
      expect(await store.overrides(did)).toEqual({ quotaBytes: LARGE, dailyCount: 0, locationAllowed: true })
      await store.override(did, {
        quotaBytes: null,
        locationAllowed: false,
        uploadBytesMax: 1,
        dailyBytes: 2,
      })
      expect(await store.overrides(did)).toEqual({
        uploadBytesMax: 1,
        dailyBytes: 2,
        dailyCount: 0,
        locationAllowed: false,
      })
    })

    it('does not hold for another', async () => {
      await store.override(did, { quotaBytes: 1 })
      expect(await store.overrides('did:plc:another' as Did)).toEqual({})
    })
  })

  describe('what was uploaded today', () => {
    it('adds up', async () => {
      expect(await store.today(did)).toEqual(NOTHING)
      expect(await countUpload(LARGE)).toEqual({ bytes: LARGE, count: 1 })
      expect(await countUpload(5)).toEqual({ bytes: LARGE + 5, count: 2 })
      expect(await store.today(did)).toEqual({ bytes: LARGE + 5, count: 2 })
    })

    it('counts each of many at once', async () => {
      const counted = await Promise.all(Array.from({ length: 6 }, () => countUpload(10)))
      expect(counted.map(({ count }) => count).sort()).toEqual([1, 2, 3, 4, 5, 6])
      expect(await store.today(did)).toEqual({ bytes: 60, count: 6 })
    })

    it('does not count what was rolled back', async () => {
      const lost = database.work.run(async (tx) => {
        await store.countUpload(tx, did, 10)
        throw new Error('the rest failed')
      })
      await expect(lost).rejects.toThrow('the rest failed')
      expect(await store.today(did)).toEqual(NOTHING)
    })

    it('does not count what was uploaded on another day', async () => {
      await countUpload(10)
      await database.rows('UPDATE blob_upload_day SET day = day - 1 WHERE did = $1', [did])
      expect(await store.today(did)).toEqual(NOTHING)
      expect(await countUpload(3)).toEqual({ bytes: 3, count: 1 })
    })
  })

  describe('what is stored', () => {
    it('is the blobs of the account, and those of all', async () => {
      expect(await store.stored(did)).toEqual(NOTHING)
      const before = await store.storedByAll()
      for (const sizes of [[LARGE, 7], [1]]) {
        const repo = await SampleRepo.create(new PgRepoStore(database.db), database.db)
        for (const size of sizes) {
          const cid = blobCid(`${repo.did} ${size}`)
          await database.rows(
            `INSERT INTO blob (repo_id, cid, mime_type, size, object_key) VALUES ($1, $2, 'image/png', $3, encode($2, 'hex'))`,
            [repo.head.repoId, cid, size],
          )
        }
        did = repo.did
      }
      expect(await store.stored(did)).toEqual({ bytes: 1, count: 1 })
      expect(await database.work.run((tx) => store.stored(did, tx))).toEqual({ bytes: 1, count: 1 })
      expect(await store.storedByAll()).toEqual({
        bytes: before.bytes + LARGE + 8,
        count: before.count + 3,
        accounts: before.accounts + 2,
      })
    })
  })

  it('forgets an account', async () => {
    await store.override(did, { quotaBytes: 1 })
    await countUpload(10)
    await database.work.run((tx) => store.erase(tx, did))
    expect(await store.overrides(did)).toEqual({})
    expect(await store.today(did)).toEqual(NOTHING)
  })
})

describe('GroupQuotaStore', () => {
  const [ada, bob] = ['did:plc:ada', 'did:plc:bob'] as [Did, Did]
  const [one, other] = [randomUUID(), randomUUID()]
  let store: GroupQuotaStore
  beforeAll(() => {
    store = new PgGroupQuotaStore(database.db)
  })
  const put = (did: Did, connectionId: string, quotaBytes: number | undefined) =>
    database.work.run((tx) => store.replace(tx, { did, connectionId }, quotaBytes, new Date()))

  it('keeps what each connection says of an account, of which the most counts', async () => {
    expect(await store.of(ada)).toBeUndefined()
    expect(await put(ada, one, 5)).toBeUndefined()
    expect(await put(ada, other, LARGE)).toBeUndefined()
    expect(await put(bob, one, 0)).toBeUndefined()
    expect([await store.of(ada), await store.of(bob)]).toEqual([LARGE, 0])
    expect(Object.fromEntries(await store.ofConnection(one, [ada, bob]))).toEqual({ [ada]: 5, [bob]: 0 })
    expect(Object.fromEntries(await store.ofConnection(other, [ada, bob]))).toEqual({ [ada]: LARGE })
    expect([await put(ada, other, 7), await put(ada, other, undefined)]).toEqual([LARGE, 7])
    expect([await put(ada, other, undefined), await store.of(ada)]).toEqual([undefined, 5])
  })

  it('tells one of those who put the same at a time that there was something else', async () => {
    await put(ada, one, 5)
    const formers = await Promise.all([put(ada, one, 6), put(ada, one, 6), put(ada, one, 6)])
    expect(formers.sort()).toEqual([5, 6, 6])
    const added = await Promise.all([put(bob, other, 8), put(bob, other, 8)])
    expect(added.filter((former) => former === undefined)).toHaveLength(1)
  })

  it('forgets an account', async () => {
    await put(bob, one, 9)
    await database.work.run((tx) => store.erase(tx, bob))
    expect(await store.of(bob)).toBeUndefined()
  })
})
