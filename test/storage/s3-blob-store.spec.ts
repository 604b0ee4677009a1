import { ListMultipartUploadsCommand } from '@aws-sdk/client-s3'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { S3BlobConfig } from '../../src/blob/s3/s3-blob.config.js'
import { S3BlobStore } from '../../src/blob/s3/s3-blob.store.js'
import { KnownProblems } from '../../src/telemetry/index.js'
import { recordingLog } from '../support/recording-log.js'
import { describeWithS3, S3Server } from '../support/s3-server.js'
import { TroubledLine } from '../support/troubled-line.js'

const MEBIBYTE = 1024 * 1024
const BUCKET = 'blobs'
const LONG_MS = 120_000
/** Far less than settings allow, so that nobody waits long for what never comes. */
const SHORT_MS = 700

const REFUSED = { code: 'UpstreamFailure', kind: 'unavailable' }
const TIMED_OUT = {
  code: 'UpstreamTimeout',
  kind: 'timeout',
  message: 'Operation timed out, please try again.',
}

describeWithS3('S3BlobStore in trouble', () => {
  let server: S3Server
  let spool: string
  let count = 0
  const stores: S3BlobStore[] = []
  const lines: TroubledLine[] = []
  const rejections: unknown[] = []
  const note = (reason: unknown) => void rejections.push(reason)

  beforeAll(async () => {
    process.on('unhandledRejection', note)
    spool = await mkdtemp(join(tmpdir(), 'guildhall-spool-'))
    server = await S3Server.start()
    await server.createBucket(BUCKET)
  }, LONG_MS)
  afterEach(async () => {
    // Whatever happened, no file is left and nothing was thrown into the void.
    expect(await readdir(spool)).toEqual([])
    expect(rejections).toEqual([])
    for (const store of stores.splice(0)) store.destroy()
    for (const line of lines.splice(0)) await line.close()
  })
  afterAll(async () => {
    process.off('unhandledRejection', note)
    await server?.close()
    await rm(spool, { recursive: true, force: true })
  })

  const makeStore = (more: Partial<S3BlobConfig> = {}, bucket = BUCKET, of = server) => {
    const problems = new KnownProblems()
    const { log, lines: logged } = recordingLog()
    const store = new S3BlobStore(of.config(bucket, more), log, problems)
    stores.push(store)
    return { store, problems, logged }
  }
  const makeLine = async (of = server) => {
    const line = await TroubledLine.start(of.port)
    lines.push(line)
    return line
  }
  const file = async (size: number) => {
    const path = join(spool, String(++count))
    await writeFile(path, randomBytes(size))
    return { path, size }
  }
  const newKey = () => `ab/${randomBytes(20).toString('hex')}`
  const keep = async (store: S3BlobStore, size: number) => {
    const key = newKey()
    await store.put(key, await file(size), 'image/png')
    return key
  }
  const unfinished = async () => {
    const client = server.client()
    const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket: BUCKET }))
    client.destroy()
    return Uploads
  }

  it(
    'takes large files in parts, and gives any range of them back',
    async () => {
      const { store } = makeStore()
      const key = newKey()
      const bytes = randomBytes(12 * MEBIBYTE + 3)
      const path = join(spool, 'large')
      await writeFile(path, bytes)
      await store.put(key, { path, size: bytes.length }, 'video/mp4')
      expect(await store.size(key)).toBe(bytes.length)
      const whole = Buffer.concat((await (await store.open(key))!.toArray()) as Buffer[])
      expect(whole.equals(bytes)).toBe(true)
      const [start, end] = [5 * MEBIBYTE - 2, 5 * MEBIBYTE + 2]
      const part = Buffer.concat((await (await store.open(key, { start, end }))!.toArray()) as Buffer[])
      expect(part.equals(bytes.subarray(start, end + 1))).toBe(true)
      expect(await unfinished()).toEqual([])
    },
    LONG_MS,
  )

  it('removes many at a time', async () => {
    const { store } = makeStore()
    const kept = await keep(store, 10)
    const never = Array.from({ length: 450 }, newKey)
    await store.remove([...never, kept])
    expect(await store.size(kept)).toBeUndefined()
  })

  it.each([
    ['a wrong secret', { secretAccessKey: 'wrong' }, BUCKET, 'CredentialsRefused'],
    ['an unknown key', { accessKeyId: 'test:nobody' }, BUCKET, 'CredentialsRefused'],
    ['no such bucket', {}, 'elsewhere', 'BucketMissing'],
  ])('refuses with %s, and says why where operators look', async (_, config, bucket, problem) => {
    const { store, problems, logged } = makeStore(config, bucket)
    await expect(store.put(newKey(), await file(5), 'image/png')).rejects.toMatchObject(REFUSED)
    expect(problems.all()).toEqual({ blobStore: problem })
    expect(logged).toEqual([expect.objectContaining({ level: 'error', bucket, problem })])
    expect(JSON.stringify(logged)).not.toContain('"wrong"')
    await expect(store.open(newKey())).rejects.toMatchObject(REFUSED)
    await expect(store.size(newKey())).rejects.toMatchObject(REFUSED)
    await expect(store.remove([newKey()])).rejects.toMatchObject(REFUSED)
    await expect(store.list().next()).rejects.toMatchObject(REFUSED)
    expect(problems.all()).toBeDefined()
  })

  it('looks at its bucket when the server starts, which does not wait for it', async () => {
    const { store, problems } = makeStore({}, 'elsewhere')
    store.onApplicationBootstrap()
    while (!problems.all()) await new Promise((resolve) => setTimeout(resolve, 10))
    expect(problems.all()).toEqual({ blobStore: 'BucketMissing' })
  })

  it(
    'refuses what does not fit',
    async () => {
      const full = await S3Server.start({ isFull: true })
      try {
        await full.createBucket(BUCKET)
        const { store, problems } = makeStore({}, BUCKET, full)
        for (const size of [1_000, 6 * MEBIBYTE]) {
          await expect(store.put(newKey(), await file(size), 'image/png')).rejects.toMatchObject(REFUSED)
        }
        expect(problems.all()).toEqual({ blobStore: 'Overloaded' })
      } finally {
        await full.close()
      }
    },
    LONG_MS,
  )

  it(
    'gives up an upload that takes too long, and leaves nothing of it',
    async () => {
      const line = await makeLine()
      const { store, problems } = makeStore({ endpoint: line.url, uploadTimeoutMs: SHORT_MS * 4 })
      for (const size of [4 * MEBIBYTE, 20 * MEBIBYTE]) {
        line.mend()
        line.restAfter = { up: MEBIBYTE }
        const put = store.put(newKey(), await file(size), 'video/mp4')
        const refused = expect(put).rejects.toMatchObject(TIMED_OUT)
        await line.until('up', 2 * MEBIBYTE)
        // New connections work again, for what is to be discarded; what was lost on the others is lost.
        line.restAfter = {}
        await refused
      }
      expect(problems.all()).toEqual({ blobStore: 'Timeout' })
      expect(await unfinished()).toEqual([])
      line.mend()
      await keep(store, 10)
      expect(problems.all()).toBeUndefined()
    },
    LONG_MS,
  )

  it('gives up a service that does not answer', async () => {
    const line = await makeLine()
    const { store } = makeStore({ endpoint: line.url, requestTimeoutMs: SHORT_MS })
    line.restAfter = { up: 0 }
    await expect(store.open(newKey())).rejects.toMatchObject(TIMED_OUT)
    await expect(store.size(newKey())).rejects.toMatchObject(TIMED_OUT)
    await expect(store.remove([newKey()])).rejects.toMatchObject(TIMED_OUT)
  })

  it(
    'ends a download that stops coming, but not one whose reader rests',
    async () => {
      const line = await makeLine()
      const { store } = makeStore({ endpoint: line.url, requestTimeoutMs: SHORT_MS })
      const size = 8 * MEBIBYTE
      const key = await keep(makeStore().store, size)
      const patient = (await store.open(key)) as Readable
      await new Promise((resolve) => setTimeout(resolve, SHORT_MS * 4))
      expect(Buffer.concat((await patient.toArray()) as Buffer[])).toHaveLength(size)
      line.mend()
      line.restAfter = { down: MEBIBYTE }
      const stopped = (await store.open(key)) as Readable
      await expect(stopped.toArray()).rejects.toThrow('nothing came')
      await line.untilUnused()
    },
    LONG_MS,
  )

  it(
    'frees the connection of a reader that leaves',
    async () => {
      const line = await makeLine()
      const { store } = makeStore({ endpoint: line.url })
      const key = await keep(makeStore().store, 8 * MEBIBYTE)
      const stream = (await store.open(key)) as Readable
      expect(line.connections).toBe(1)
      stream.destroy()
      await line.untilUnused()
    },
    LONG_MS,
  )

  it(
    'refuses while the service is dead, also in the middle of a file',
    async () => {
      const other = await S3Server.start()
      try {
        await other.createBucket(BUCKET)
        const line = await makeLine(other)
        const { store, problems } = makeStore({ endpoint: line.url }, BUCKET, other)
        const key = await keep(store, 8 * MEBIBYTE)
        const stream = (await store.open(key)) as Readable
        line.mend()
        line.restAfter = { up: 2 * MEBIBYTE }
        const put = store.put(newKey(), await file(20 * MEBIBYTE), 'video/mp4')
        const refused = expect(put).rejects.toMatchObject(REFUSED)
        await line.until('up', MEBIBYTE)
        await other.kill()
        line.break()
        await refused
        await expect(stream.toArray()).rejects.toThrow()
        await expect(store.open(key)).rejects.toMatchObject(REFUSED)

        expect(problems.all()).toBeDefined()
      } finally {
        await other.close()
      }
    },
    LONG_MS,
  )
})
