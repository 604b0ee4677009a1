import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { cidBytesToString, rawCidBytes } from '@guildhall/data'
import { BlobStoreUnavailable } from '../../src/blob/blob.errors.js'
import { DiskBlobStore } from '../../src/blob/disk-blob.store.js'
import { UploadSpool } from '../../src/blob/upload/upload-spool.js'
import { SystemRandom } from '../../src/telemetry/system-random.js'
import type { ArchiveReader } from '../../src/backup/archive/archive-reader.js'
import type { SameBlobs } from '../../src/backup/archive/blob-line.js'
import { BackupDamaged } from '../../src/backup/backup.errors.js'
import { BlobReturn } from '../../src/backup/restoring/blob-return.js'

const KEY = 'ab/cdef'
const OTHER_KEY = 'cd/ef01'
const BYTES = Buffer.from('a picture of a guildhall')
const CID = Buffer.from(rawCidBytes(createHash('sha256').update(BYTES).digest()))
const NAME = cidBytesToString(CID)

/** A backup of one blob that two accounts have. @param found what is read of it */
function archive(found: () => AsyncGenerator<Buffer>, lost: string[] = []): ArchiveReader {
  const blob = { cid: CID, size: BYTES.length, mimeType: 'image/png' }
  const same: SameBlobs = [
    { ...blob, objectKey: KEY },
    { ...blob, objectKey: OTHER_KEY },
  ]
  const reader = {
    manifest: { blobs: { lost } },
    blobs: async function* () {
      yield same
    },
    blob: found,
  }
  return reader as unknown as ArchiveReader
}

async function* whole() {
  yield BYTES.subarray(0, 5)
  yield BYTES.subarray(5)
}

async function* damaged(): AsyncGenerator<Buffer> {
  yield BYTES.subarray(0, 5)
  throw new BackupDamaged('a blob', 'it is cut off')
}

/** On a disk that knows what it has, and cannot read it any more. */
class UnreadableStore extends DiskBlobStore {
  override open(): Promise<never> {
    return Promise.reject(new Error('EIO'))
  }
}

describe('blobs of a backup', () => {
  let folder: string
  let store: DiskBlobStore
  let spool: UploadSpool
  const place = () => ({ location: join(folder, 'blobs'), fsync: false })
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'guildhall-return-'))
    store = new DiskBlobStore(place())
    spool = new UploadSpool(
      { tmpLocation: join(folder, 'tmp') } as never,
      { uploadStallMs: 60_000 } as never,
      new SystemRandom(),
    )
  })
  afterEach(() => rm(folder, { recursive: true }))

  const returned = (reader: ArchiveReader) => new BlobReturn(reader, store, spool).run()
  const kept = (key: string) => readFile(join(folder, 'blobs', key))
  const keep = async (key: string, bytes: Uint8Array) => {
    const path = join(folder, 'blobs', key)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, bytes)
  }

  it('come to where rows look for them', async () => {
    const copiedBytes = 2 * BYTES.length
    expect(await returned(archive(whole))).toEqual({ copied: 2, copiedBytes, present: 0, lost: [] })
    expect([await kept(KEY), await kept(OTHER_KEY)]).toEqual([BYTES, BYTES])
    expect(await readdir(join(folder, 'tmp'))).toEqual([])
  })

  it('stay where they are as they should be', async () => {
    await keep(KEY, BYTES)
    expect(await returned(archive(whole))).toMatchObject({ copied: 1, present: 1, lost: [] })
    expect(await returned(archive(damaged))).toMatchObject({ copied: 0, present: 2, lost: [] })
  })

  it.each([
    ['of the same size', Buffer.alloc(BYTES.length, 1)],
    ['cut off', BYTES.subarray(1)],
    ['of no bytes', Buffer.alloc(0)],
  ])('take the place of others that are there: %s', async (_, others) => {
    await keep(KEY, others)
    expect(await returned(archive(whole))).toMatchObject({ copied: 2, present: 0, lost: [] })
    expect(await kept(KEY)).toEqual(BYTES)
  })

  it('take the place of what cannot be read', async () => {
    await keep(KEY, BYTES)
    const report = await new BlobReturn(archive(whole), new UnreadableStore(place()), spool).run()
    expect(report).toMatchObject({ copied: 2, present: 0, lost: [] })
  })

  it('are lost where neither the backup nor the store has them as they were', async () => {
    await keep(KEY, Buffer.alloc(BYTES.length, 1))
    expect(await returned(archive(damaged))).toEqual({ copied: 0, copiedBytes: 0, present: 0, lost: [NAME] })
    expect(await returned(archive(whole, [NAME]))).toMatchObject({ copied: 0, lost: [NAME] })
  })

  it('are no reason to go on where they cannot be kept', async () => {
    await writeFile(join(folder, 'blobs'), 'no folder')
    await expect(returned(archive(whole))).rejects.toThrow(BlobStoreUnavailable)
  })
})
