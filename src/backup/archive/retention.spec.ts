import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { Log, SystemRandom } from '../../telemetry/index.js'
import { BackupDamaged } from '../backup.errors.js'
import type { BackupKey } from '../format/backup-key.js'
import { BackupKeys } from '../format/backup-keys.js'
import { keyForNew } from '../making/place-key.js'
import type { BackupPlace } from '../store/backup-places.js'
import type { BackupStore } from '../store/backup.store.js'
import { DiskBackupStore } from '../store/disk-backup.store.js'
import { ArchiveReader } from './archive-reader.js'
import { ArchiveWriter } from './archive-writer.js'
import { findBackup, listBackups } from './backup-list.js'
import { MANIFEST_FORMAT } from './manifest.js'
import { backupId, blobObject, folderOf } from './object-names.js'
import { Retention } from './retention.js'

const random = new SystemRandom()
/* Keys take time to make: all tests share them. */
const keys = new BackupKeys('a passphrase of the tests')
const salt = Buffer.alloc(16, 1)
const SUFFIX = 'abcdef'
const PIECES_MAX = 200
const PIECE_BYTES = 128 * 1024
let directory: string
let place: BackupPlace
let key: BackupKey

const cidOf = (n: number) => Buffer.alloc(36, n)
const dayId = (day: number) => backupId(new Date(Date.UTC(2026, 10, day)), SUFFIX)

/** A backup of some day, with blobs; it is never finished without a manifest. */
async function make(
  day: number,
  blobs: readonly number[],
  { by = key, isFinished = true } = {},
): Promise<string> {
  const id = dayId(day)
  const writer = new ArchiveWriter(place.store, by, id, random)
  const line = (n: number) =>
    `${cidOf(n).toString('hex')}\t00/${'00'.repeat(20)}\t4\t${Buffer.from('a/b').toString('hex')}\n`
  const parts = [await writer.part('blobs-0000', [Buffer.from(blobs.map(line).join(''))])]
  for (const n of blobs) {
    await writer.shared(blobObject(by.id, by.blobName(cidOf(n))), only(Buffer.from('blob')))
  }
  const manifest = {
    ...{ format: MANIFEST_FORMAT, id, madeAt: new Date(Date.UTC(2026, 10, day)).toISOString(), version: '1' },
    ...{ publicUrl: '', migrations: [], lastSeq: 0, tables: [], sequences: {}, secrets: [] },
    blobs: { parts, count: blobs.length, bytes: 0, lost: [] },
  }
  if (isFinished) await writer.part('manifest', [Buffer.from(JSON.stringify(manifest))])
  return id
}

async function* only(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes
}

const ids = async () => (await listBackups(place.store)).map(({ id }) => id)
const blobs = async () =>
  (await readdir(join(directory, 'blobs'), { recursive: true })).filter((name) => /[0-9a-f]{64}$/.test(name))
    .length
const run = (keep: number) => new Retention(Log.silent()).run(place, keep, key.id)

let other: BackupKey
beforeAll(async () => {
  key = await keys.of(salt)
  other = await new BackupKeys('another passphrase').of(salt)
})
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'guildhall-retention-'))
  place = { store: new DiskBackupStore(directory, random), keys }
})
afterEach(() => rm(directory, { recursive: true, force: true }))

describe('retention', () => {
  it('keeps the newest backups, and the blobs that they have', async () => {
    const [first, second, third] = [await make(1, [1, 2]), await make(2, [2, 3]), await make(3, [3, 4])]
    expect(await blobs()).toBe(4)
    expect(await run(3)).toEqual({ backups: [], blobs: 0 })
    expect(await run(2)).toEqual({ backups: [first], blobs: 1 })
    expect(await ids()).toEqual([third, second])
    expect(await run(1)).toEqual({ backups: [second], blobs: 1 })
    expect(await blobs()).toBe(2)
    const reader = await ArchiveReader.open(place, third!)
    for await (const [{ cid }] of reader.blobs()) {
      for await (const piece of reader.blob(cid)) expect(piece.toString()).toBe('blob')
    }
  })

  it('removes what was never finished, with its blobs', async () => {
    const good = await make(1, [1])
    const dead = await make(2, [2], { isFinished: false })
    expect((await findBackup(place.store))!.id).toBe(good)
    expect(await run(5)).toEqual({ backups: [dead], blobs: 1 })
    expect(await ids()).toEqual([good])
  })

  it('leaves the blobs of another key alone, and those of a backup that cannot be read', async () => {
    await make(1, [1])
    const foreign = await make(2, [2], { by: other })
    const broken = await make(3, [3])
    await make(4, [4])
    await writeFile(join(directory, folderOf(broken), 'blobs-0000'), 'nothing of the kind')
    expect(await run(3)).toEqual({ backups: [dayId(1)], blobs: 0 })
    expect(await ids()).toContain(foreign)
    expect(await blobs()).toBe(4)
  })
})

describe('the key of a new backup', () => {
  it('is that of the newest one with the same secret', async () => {
    await make(1, [])
    await make(2, [], { by: other })
    expect((await keyForNew(place, random)).id).toBe(key.id)
  })

  it('does not depend on a backup whose manifest is damaged', async () => {
    await make(1, [])
    const broken = await make(2, [])
    await writeFile(join(directory, folderOf(broken), 'manifest'), 'half')
    expect((await keyForNew(place, random)).id).toBe(key.id)
  })

  it('is a new one in an empty place', async () => {
    const made = await keyForNew(place, random)
    expect(made.id).not.toBe(key.id)
  })
})

describe('a manifest that somebody has put there who has no key', () => {
  it('is not read to its end', async () => {
    const id = await make(1, [])
    const object = folderOf(id) + 'manifest'
    const begun = await readFile(join(directory, object))
    let pieces = 0
    /** Longer than any memory; it ends only so that a failure is seen. */
    const endless = async function* () {
      yield begun
      while (pieces < PIECES_MAX) {
        pieces++
        yield Buffer.alloc(PIECE_BYTES)
      }
    }
    const store = { open: async () => Readable.from(endless(), { highWaterMark: 1 }) }
    const forged = { store: store as unknown as BackupStore, keys }
    await expect(ArchiveReader.open(forged, id)).rejects.toThrow(BackupDamaged)
    expect(pieces).toBeLessThan(PIECES_MAX / 2)
  })
})

describe('names of backups', () => {
  it('sort by their time', () => {
    expect(dayId(1)).toBe('20261101T000000Z-abcdef')
    expect([dayId(3), dayId(1), dayId(2)].sort()).toEqual([dayId(1), dayId(2), dayId(3)])
  })
})
