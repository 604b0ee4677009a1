import { createHash, randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cidBytesToString, rawCidBytes } from '@guildhall/data'
import type { BlobStore } from '../../src/blob/blob.store.js'
import { BlobCopy, type CopyProgress } from '../../src/blob/copy/blob-copy.js'
import { PgBlobListStore } from '../../src/blob/copy/pg-blob-list.store.js'
import { DiskBlobStore } from '../../src/blob/disk-blob.store.js'
import { S3BlobStore } from '../../src/blob/s3/s3-blob.store.js'
import { UploadSpool } from '../../src/blob/upload/upload-spool.js'
import { KnownProblems, Log } from '../../src/telemetry/index.js'
import { SystemClock } from '../../src/telemetry/system-clock.js'
import { SystemRandom } from '../../src/telemetry/system-random.js'
import { describeWithS3, S3Server } from '../support/s3-server.js'
import { TestDatabase } from '../support/test-database.js'

const REPO = 1
const COPY_MS = 60_000

let database: TestDatabase
let directory: string
let copy: BlobCopy
beforeAll(async () => {
  database = await TestDatabase.open()
  directory = await mkdtemp(join(tmpdir(), 'guildhall-copy-'))
  const tmpLocation = join(directory, 'tmp')
  await mkdir(tmpLocation)
  const spool = new UploadSpool(
    { tmpLocation } as never,
    { uploadStallMs: COPY_MS } as never,
    new SystemRandom(),
  )
  copy = new BlobCopy(new PgBlobListStore(database.db), spool, new SystemClock())
})
afterAll(async () => {
  await database?.close()
  await rm(directory, { recursive: true, force: true })
})
beforeEach(() => database.rows('DELETE FROM blob'))

interface Sample {
  key: string
  bytes: Buffer
  cid: string
}

/** Blobs in the table, and in a store if one is given. */
async function upload(count: number, store?: BlobStore): Promise<Sample[]> {
  const samples: Sample[] = []
  for (let i = 0; i < count; i++) {
    const bytes = randomBytes(1_000 + i)
    const name = randomBytes(20).toString('hex')
    const cid = rawCidBytes(createHash('sha256').update(bytes).digest())
    const key = `${name.slice(0, 2)}/${name}`
    await database.rows(
      `INSERT INTO blob (repo_id, cid, mime_type, size, object_key) VALUES ($1, $2, 'image/png', $3, $4)`,
      [REPO, Buffer.from(cid), bytes.length, key],
    )
    if (store) await keep(store, key, bytes)
    samples.push({ key, bytes, cid: cidBytesToString(cid) })
  }
  return samples
}

async function keep(store: BlobStore, key: string, bytes: Buffer): Promise<void> {
  const path = join(directory, randomBytes(4).toString('hex'))
  await writeFile(path, bytes)
  await store.put(key, { path, size: bytes.length }, 'image/png')
}

let disks = 0
const disk = (): BlobStore =>
  new DiskBlobStore({ location: join(directory, `disk-${++disks}`), fsync: false })

async function expectSame(store: BlobStore, samples: readonly Sample[]): Promise<void> {
  for (const { key, bytes } of samples) {
    const stream = await store.open(key)
    expect(Buffer.concat((await stream!.toArray()) as Buffer[]).equals(bytes)).toBe(true)
  }
  expect(await readdir(join(directory, 'tmp'))).toEqual([])
}

describe('a copy of all blobs', () => {
  it('brings the bytes of each, and tells how far it is', async () => {
    const [from, to] = [disk(), disk()]
    const samples = await upload(30, from)
    const told: CopyProgress[] = []
    const report = await copy.run({ from, to, verify: false, onProgress: (progress) => told.push(progress) })
    expect(report).toMatchObject({ copied: 30, missing: [], wrong: [] })
    expect(report.copiedBytes).toBe(samples.reduce((sum, { bytes }) => sum + bytes.length, 0))
    expect(told[29]).toEqual({
      ...{ blobs: 30, blobsTotal: 30 },
      ...{ bytes: report.copiedBytes, bytesTotal: report.copiedBytes },
    })
    await expectSame(to, samples)
  })

  it('passes over what is there already', async () => {
    const [from, to] = [disk(), disk()]
    const samples = await upload(6, from)
    for (const { key, bytes } of samples.slice(0, 4)) await keep(to, key, bytes)
    expect(await copy.run({ from, to, verify: false })).toMatchObject({ copied: 2, missing: [], wrong: [] })
    await expectSame(to, samples)
  })

  it('takes along what is uploaded meanwhile', async () => {
    const [from, to] = [disk(), disk()]
    await upload(3, from)
    let late: Promise<Sample[]> | undefined
    // It comes when the first blobs were listed, under whatever keys.
    const busy = Object.assign(Object.create(from) as BlobStore, {
      open: async (key: string) => {
        await (late ??= upload(5, from))
        return from.open(key)
      },
    })
    const report = await copy.run({ from: busy, to, verify: false })
    expect(report).toMatchObject({ copied: 8, missing: [], wrong: [] })
    await expectSame(to, await late!)
  })

  it('tells what is missing and what is not what it should be, and copies neither', async () => {
    const [from, to] = [disk(), disk()]
    const [lost] = await upload(1)
    const spoilt = await upload(3)
    await keep(from, spoilt[0]!.key, randomBytes(spoilt[0]!.bytes.length))
    await keep(from, spoilt[1]!.key, spoilt[1]!.bytes.subarray(1))
    await keep(from, spoilt[2]!.key, Buffer.concat([spoilt[2]!.bytes, Buffer.from('!')]))
    const report = await copy.run({ from, to, verify: false })
    expect(report).toMatchObject({ copied: 0, missing: [lost!.cid] })
    expect(report.wrong.sort()).toEqual(spoilt.map(({ cid }) => cid).sort())
    for (const { key } of [lost!, ...spoilt]) expect(await to.size(key)).toBeUndefined()
    await expectSame(to, [])
  })

  it('reads again what is there, where it is asked to', async () => {
    const [from, to] = [disk(), disk()]
    const [good, bad] = await upload(2, from)
    await keep(to, good!.key, good!.bytes)
    await keep(to, bad!.key, randomBytes(bad!.bytes.length))
    expect(await copy.run({ from, to, verify: true })).toMatchObject({ copied: 0, wrong: [bad!.cid] })
    await expectSame(to, [good!])
  })
})

describeWithS3('a copy to S3 and back', () => {
  it(
    'is what it was',
    async () => {
      const server = await S3Server.start()
      const store = new S3BlobStore(server.config('blobs'), Log.silent(), new KnownProblems())
      try {
        await server.createBucket('blobs')
        const [from, back] = [disk(), disk()]
        const samples = await upload(10, from)
        expect(await copy.run({ from, to: store, verify: true })).toMatchObject({ copied: 10, wrong: [] })
        expect(await copy.run({ from: store, to: back, verify: true })).toMatchObject({
          copied: 10,
          wrong: [],
        })
        await expectSame(back, samples)
      } finally {
        store.destroy()
        await server.close()
      }
    },
    COPY_MS,
  )
})
