import type { CidBytes } from '@guildhall/data'
import { PgBlobListStore } from '../../src/blob/copy/pg-blob-list.store.js'
import type { BlobListStore } from '../../src/blob/copy/blob-list.store.js'
import type { BlobGarbageStore } from '../../src/blob/garbage/blob-garbage.store.js'
import type { BlobInventoryStore } from '../../src/blob/garbage/blob-inventory.store.js'
import { holdBlobs } from '../../src/blob/garbage/blob-hold.js'
import { PgBlobGarbageStore } from '../../src/blob/garbage/pg-blob-garbage.store.js'
import { PgBlobInventoryStore } from '../../src/blob/garbage/pg-blob-inventory.store.js'
import { PgRepoStore } from '../../src/repo/pg-repo.store.js'
import { eventually } from '../support/eventually.js'
import { blobCid, SampleRepo } from '../support/sample-repo.js'
import { TestDatabase } from '../support/test-database.js'

interface Stores {
  garbage: BlobGarbageStore
  inventories: BlobInventoryStore
  lists: BlobListStore
}

const IMPLEMENTATIONS: [string, (database: TestDatabase) => Stores][] = [
  [
    'PostgreSQL',
    ({ db }) => ({
      garbage: new PgBlobGarbageStore(db),
      inventories: new PgBlobInventoryStore(db),
      lists: new PgBlobListStore(db),
    }),
  ],
]
const MANY = 1_000
const LONG_AGO = new Date('2020-01-01T00:00:00Z')
const PATH = 'a.b.c/1'

let database: TestDatabase
beforeAll(async () => {
  database = await TestDatabase.open()
})
afterAll(() => database?.close())

describe.each(IMPLEMENTATIONS)('blobs in bulk: %s', (_name, make) => {
  let stores: Stores
  let repo: SampleRepo
  beforeAll(() => {
    stores = make(database)
  })
  beforeEach(async () => {
    await database.rows('DELETE FROM blob')
    await database.rows('DELETE FROM blob_garbage')
    repo = await SampleRepo.create(new PgRepoStore(database.db), database.db)
  })

  /** Puts a blob into the table: expired, unless another time is given. */
  async function upload(
    name: string,
    { expiresAt = LONG_AGO, takedownRef = null, createdAt = LONG_AGO }: UploadOptions = {},
  ): Promise<CidBytes> {
    const cid = blobCid(name)
    await database.rows(
      `INSERT INTO blob (repo_id, cid, mime_type, size, object_key, expires_at, takedown_ref, created_at)
       VALUES ($1, $2, 'image/png', 3, $3, $4, $5, $6)`,
      [repo.head.repoId, cid, name, expiresAt, takedownRef, createdAt],
    )
    return Buffer.from(cid) as unknown as CidBytes
  }
  const names = async () =>
    (await stores.lists.page({ after: '', limit: MANY })).map(({ objectKey }) => objectKey)
  const expired = async () =>
    (await stores.garbage.due(MANY)).find(({ repoId }) => repoId === repo.head.repoId)?.cids
  const collect = (...cids: CidBytes[]) =>
    database.work.run((tx) => stores.garbage.collect(tx, { repoId: repo.head.repoId, cids }))
  /** A record that refers to a blob, which the statement of a commit would not leave to expire. */
  const refer = (cid: CidBytes) =>
    database.rows('INSERT INTO repo_blob_ref (repo_id, path, cid) VALUES ($1, $2, $3)', [
      repo.head.repoId,
      PATH,
      cid,
    ])

  describe('garbage', () => {
    it('is what has expired, unless it was taken down', async () => {
      const due = await upload('due')
      await upload('later', { expiresAt: new Date(Date.UTC(2100, 0)) })
      await upload('kept', { expiresAt: null })
      await upload('taken', { takedownRef: 'because' })
      expect(await expired()).toEqual([due])
    })

    it('is nothing of a repository that is held', async () => {
      const cid = await upload('due')
      await database.rows('UPDATE repo SET is_held = true WHERE repo_id = $1', [repo.head.repoId])
      expect(await expired()).toBeUndefined()
      expect(await collect(cid)).toBe(0)
      expect(await names()).toEqual(['due'])
    })

    it('comes in portions', async () => {
      await upload('one')
      await upload('two')
      expect((await stores.garbage.due(1)).flatMap(({ cids }) => cids)).toHaveLength(1)
    })

    it('is collected: its row goes, its object waits to be removed', async () => {
      const cid = await upload('due')
      expect(await collect(cid)).toBe(1)
      expect(await names()).toEqual([])
      expect(await stores.garbage.objects(MANY)).toEqual(['due'])
      await stores.garbage.forget(['due', 'never there'])
      expect(await stores.garbage.objects(MANY)).toEqual([])
    })

    it('stays in the store while somebody holds the blobs, until the end of that session', async () => {
      const cid = await upload('due')
      const holder = await database.db.newClient()
      const another = await database.db.newClient()
      await holdBlobs(holder)
      await holdBlobs(another)
      expect(await collect(cid)).toBe(1)
      expect(await names()).toEqual([])
      expect(await stores.garbage.objects(MANY)).toEqual([])
      await holder.end()
      expect(await stores.garbage.objects(MANY)).toEqual([])
      await another.end()
      await eventually(async () => (await stores.garbage.objects(MANY)).includes('due'))
    })

    it('is not what a record refers to, whatever was thought of it', async () => {
      const cid = await upload('used')
      await refer(cid)
      expect(await collect(cid)).toBe(1)
      expect(await names()).toEqual(['used'])
      expect(await expired()).toBeUndefined()
      expect(await stores.garbage.objects(MANY)).toEqual([])
    })

    it('is not what has been given more time, or taken down, since', async () => {
      const cid = await upload('renewed', { expiresAt: new Date(Date.UTC(2100, 0)) })
      const taken = await upload('taken', { takedownRef: 'because' })
      expect(await collect(cid, taken)).toBe(0)
      expect(await names()).toEqual(['renewed', 'taken'])
    })

    it('is left for another time while somebody writes to the repository', async () => {
      const cid = await upload('due')
      await database.work.run(async (tx) => {
        await tx.query({ text: 'SELECT FROM repo WHERE repo_id = $1 FOR UPDATE', values: [repo.head.repoId] })
        expect(await collect(cid)).toBe(0)
      })
      expect(await collect(cid)).toBe(1)
    })

    it('is found where a reference has gone unnoticed', async () => {
      const cid = await upload('used', { expiresAt: null })
      await refer(cid)
      await upload('forgotten', { expiresAt: null })
      expect(await stores.garbage.expireForgotten({ dryRun: true })).toBe(1)
      expect(await stores.garbage.expireForgotten({ dryRun: false })).toBe(1)
      expect(await stores.garbage.expireForgotten({ dryRun: false })).toBe(0)
      // It expires before long, but not at once: somebody may be about to refer to it.
      expect(await expired()).toBeUndefined()
      const rows = await database.rows('SELECT object_key FROM blob WHERE expires_at IS NOT NULL')
      expect(rows).toEqual([{ object_key: 'forgotten' }])
    })
  })

  describe('an inventory', () => {
    const object = (key: string, storedAt = LONG_AGO) => ({ key, size: 7, storedAt })
    const AFTERWARDS = new Date(Date.UTC(2021, 0))

    it('tells what nothing names, and what is not there', async () => {
      const cid = await upload('lost')
      await upload('there')
      await upload('going')
      await collect(blobCid('going'))
      await stores.inventories.take(async (inventory) => {
        await inventory.note([object('there'), object('orphan'), object('going')])
        await inventory.note([object('too young', new Date(Date.UTC(2022, 0)))])
        expect(await inventory.orphans(AFTERWARDS)).toEqual([{ key: 'orphan', size: 7 }])
        expect(await inventory.missing()).toEqual([{ did: repo.did, cid, objectKey: 'lost' }])
      })
    })

    it('does not miss what was uploaded after it was begun', async () => {
      await stores.inventories.take(async (inventory) => {
        await upload('new', { createdAt: new Date(Date.UTC(2100, 0)) })
        expect(await inventory.missing()).toEqual([])
      })
    })

    it('knows nothing of another, also after a failure', async () => {
      const failed = stores.inventories.take(async (inventory) => {
        await inventory.note([object('orphan')])
        throw new Error('the store is away')
      })
      await expect(failed).rejects.toThrow('the store is away')
      expect(await stores.inventories.take((inventory) => inventory.orphans(AFTERWARDS))).toEqual([])
    })
  })

  describe('the list', () => {
    it('goes on after a key, and may begin with a time', async () => {
      const cid = await upload('a')
      await upload('b', { createdAt: AFTER_A })
      await upload('c', { createdAt: AFTER_A })
      expect(await stores.lists.page({ after: '', limit: 1 })).toEqual([
        { cid, objectKey: 'a', mimeType: 'image/png', size: 3 },
      ])
      const keys = async (page: Parameters<BlobListStore['page']>[0]) =>
        (await stores.lists.page(page)).map(({ objectKey }) => objectKey)
      expect(await keys({ after: 'a', limit: MANY })).toEqual(['b', 'c'])
      expect(await keys({ after: '', limit: MANY, since: AFTER_A })).toEqual(['b', 'c'])
      expect(await stores.lists.totals()).toEqual({ count: 3, bytes: 9 })
      expect(await stores.lists.totals(AFTER_A)).toEqual({ count: 2, bytes: 6 })
    })

    it('tells whether a key is still that of a blob', async () => {
      await upload('a')
      expect(await stores.lists.isNamed('a')).toBe(true)
      expect(await stores.lists.isNamed('b')).toBe(false)
    })
  })
})

const AFTER_A = new Date('2023-01-01T00:00:00Z')

interface UploadOptions {
  expiresAt?: Date | null
  takedownRef?: string | null
  createdAt?: Date
}
