import type { CidBytes } from '@guildhall/data'
import type { Did } from '@guildhall/syntax'
import type { BlobTableStore } from '../../src/blob/blob-table.store.js'
import { PgBlobTableStore } from '../../src/blob/pg-blob-table.store.js'
import { PgRepoStore } from '../../src/repo/pg-repo.store.js'
import { blobCid, SampleRepo } from '../support/sample-repo.js'
import { TestDatabase } from '../support/test-database.js'

const IMPLEMENTATIONS: [string, (database: TestDatabase) => BlobTableStore][] = [
  ['PgBlobTableStore', ({ db }) => new PgBlobTableStore(db)],
]

let database: TestDatabase
beforeAll(async () => {
  database = await TestDatabase.open()
})
afterAll(() => database?.close())

describe.each(IMPLEMENTATIONS)('BlobTableStore: %s', (_name, make) => {
  let table: BlobTableStore
  let repo: SampleRepo
  beforeAll(() => {
    table = make(database)
  })
  beforeEach(async () => {
    repo = await SampleRepo.create(new PgRepoStore(database.db), database.db)
  })
  const upload = (cid: CidBytes, size: number, takedownRef: string | null = null) =>
    database.rows(
      `INSERT INTO blob (repo_id, cid, mime_type, size, takedown_ref, object_key)
       VALUES ($1, $2, $3, $4, $5, encode($2, 'hex'))`,
      [repo.head.repoId, cid, 'image/png', size, takedownRef],
    )

  it('finds the blobs of an account, and leaves out what is not there', async () => {
    const [kept, taken, large] = [blobCid('kept'), blobCid('taken'), blobCid('large')]
    await upload(kept, 0)
    await upload(taken, 12, 'because')
    await upload(large, 5_000_000_000)
    const found = await table.find(repo.did, [kept, taken, large, blobCid('absent')])
    const place = (cid: CidBytes) => ({
      cid: Buffer.from(cid),
      objectKey: Buffer.from(cid).toString('hex'),
      isExpiring: false,
    })
    const expected = [
      { ...place(kept), mimeType: 'image/png', size: 0, takendown: false },
      { ...place(taken), mimeType: 'image/png', size: 12, takendown: true },
      { ...place(large), mimeType: 'image/png', size: 5_000_000_000, takendown: false },
    ]
    expect(found).toHaveLength(3)
    expect(found).toEqual(expect.arrayContaining(expected))
    expect(await table.find(repo.did, [])).toEqual([])
  })

  it('does not show what others have', async () => {
    await upload(blobCid('theirs'), 1)
    const other = await SampleRepo.create(new PgRepoStore(database.db), database.db)
    expect(await table.find(other.did, [blobCid('theirs')])).toEqual([])
    expect(await table.find('did:plc:nobody' as Did, [blobCid('theirs')])).toEqual([])
  })

  describe('lists what anybody may see', () => {
    let cids: CidBytes[]
    beforeEach(async () => {
      const own = (name: string) => blobCid(`${repo.did} ${name}`)
      cids = ['one', 'two', 'three', 'four', 'five'].map(own).sort(Buffer.compare)
      const taken = own('taken')
      for (const [index, cid] of cids.entries()) await upload(cid, index + 1)
      await upload(taken, 100, 'because')
      await upload(own('not referred to'), 100)
      for (const cid of [...cids, taken])
        await database.rows('INSERT INTO repo_blob_ref (repo_id, path, cid) VALUES ($1, $2, $3)', [
          repo.head.repoId,
          'com.example.holder/one',
          cid,
        ])
    })
    const listed = async (range: Parameters<BlobTableStore['list']>[1], limit = 10) =>
      (await table.list(repo.did, range, limit)).map(({ size }) => size)

    it('in the order of CIDs, from one to another', async () => {
      expect(await listed({})).toEqual([1, 2, 3, 4, 5])
      expect(await listed({}, 2)).toEqual([1, 2])
      expect(await listed({ after: cids[1]! })).toEqual([3, 4, 5])
      expect(await listed({ after: cids[1]!, upTo: cids[3]! })).toEqual([3, 4])
      expect(await table.list('did:plc:nobody' as Did, {}, 10)).toEqual([])
    })

    it('in parts that have nothing in common and leave nothing out', async () => {
      expect(await table.parts(repo.did, 2)).toEqual([
        { count: 2, bytes: 3, upTo: cids[1] },
        { count: 2, bytes: 7, upTo: cids[3] },
        { count: 1, bytes: 5, upTo: cids[4] },
      ])
      expect(await table.parts('did:plc:nobody' as Did, 2)).toEqual([])
    })
  })
})
