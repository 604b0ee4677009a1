import { randomBytes } from 'node:crypto'
import { access, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { BlobKeys } from '../../src/blob/blob-keys.js'
import type { BlobStore, ByteRange, StoredObject } from '../../src/blob/blob.store.js'
import { Random } from '../../src/telemetry/index.js'

class TestRandom extends Random {
  override bytes = (count: number): Uint8Array => randomBytes(count)
  override uuid = (): string => randomBytes(16).toString('hex')
  override int = (): number => 0
}

/** Larger than what any store hands over at a time. */
const LARGE_BYTES = 3 * 1024 * 1024 + 7
const CONTRACT_MS = 60_000
const CLOCKS_APART_MS = 10 * 60_000

/** Resolves when a stream has let go of everything, whatever it says of it. */
async function closed(stream: Readable): Promise<void> {
  stream.on('error', () => undefined)
  if (!stream.closed) await new Promise((resolve) => stream.once('close', resolve))
}

/** What every store of blobs does. @param make a store that is reached, with whatever is in it already */
export function blobStoreContract(make: () => BlobStore | Promise<BlobStore>): void {
  const keys = new BlobKeys(new TestRandom())
  let store: BlobStore
  let directory: string
  let count = 0
  beforeAll(async () => {
    store = await make()
    directory = await mkdtemp(join(tmpdir(), 'guildhall-spool-'))
  }, CONTRACT_MS)
  afterAll(() => rm(directory, { recursive: true, force: true }))

  const spool = async (bytes: Uint8Array) => {
    const path = join(directory, `spooled-${++count}`)
    await writeFile(path, bytes)
    return { path, size: bytes.length }
  }
  const keep = async (bytes: Uint8Array): Promise<string> => {
    const key = keys.next()
    await store.put(key, await spool(bytes), 'application/octet-stream')
    return key
  }
  const read = async (key: string, range?: ByteRange) => {
    const stream = await store.open(key, range)
    return stream && Buffer.concat((await stream.toArray()) as Buffer[])
  }
  const listed = async (key: string): Promise<StoredObject | undefined> => {
    for await (const object of store.list()) if (object.key === key) return object
    return undefined
  }

  it.each([
    ['one byte', 1],
    ['many', LARGE_BYTES],
  ])(
    'keeps what it was given: %s',
    async (_, size) => {
      const bytes = randomBytes(size)
      const key = await keep(bytes)
      expect(await store.size(key)).toBe(size)
      expect((await read(key))!.equals(bytes)).toBe(true)
    },
    CONTRACT_MS,
  )

  it('takes the file, whether it can keep it or not', async () => {
    const file = await spool(randomBytes(10))
    await store.put(keys.next(), file, 'image/png')
    await expect(access(file.path)).rejects.toThrow('ENOENT')
  })

  it(
    'reads parts, both ends included',
    async () => {
      const bytes = randomBytes(LARGE_BYTES)
      const key = await keep(bytes)
      for (const [start, end] of [
        [0, 0],
        [1, 9],
        [LARGE_BYTES - 5, LARGE_BYTES - 1],
        [100, 2 * 1024 * 1024],
      ] as const) {
        expect((await read(key, { start, end }))!.equals(bytes.subarray(start, end + 1))).toBe(true)
      }
    },
    CONTRACT_MS,
  )

  it('has nothing under a key that was never used', async () => {
    const key = keys.next()
    expect(await store.open(key)).toBeUndefined()
    expect(await store.open(key, { start: 0, end: 1 })).toBeUndefined()
    expect(await store.size(key)).toBeUndefined()
    await store.remove([key])
    await store.remove([])
  })

  it('removes several, and leaves the others', async () => {
    const [one, two, other] = [
      await keep(randomBytes(3)),
      await keep(randomBytes(4)),
      await keep(randomBytes(5)),
    ]
    await store.remove([one, keys.next(), two])
    expect(await Promise.all([one, two, other].map((key) => store.size(key)))).toEqual([
      undefined,
      undefined,
      5,
    ])
    expect(await listed(one)).toBeUndefined()
  })

  it('lists what there is', async () => {
    const key = await keep(randomBytes(77))
    const { storedAt, ...object } = (await listed(key))!
    expect(object).toEqual({ key, size: 77 })
    // The clocks of stores and their resolution differ.
    expect(Math.abs(storedAt.getTime() - Date.now())).toBeLessThan(CLOCKS_APART_MS)
  })

  it(
    'lets a reader leave at any time',
    async () => {
      const key = await keep(randomBytes(LARGE_BYTES))
      const stream = (await store.open(key)) as Readable
      for await (const chunk of stream) {
        expect((chunk as Buffer).length).toBeGreaterThan(0)
        break
      }
      // Not every stream is closed before the loop has ended.
      await closed(stream)
      const unread = (await store.open(key)) as Readable
      unread.destroy()
      await closed(unread)
      expect(await store.size(key)).toBe(LARGE_BYTES)
    },
    CONTRACT_MS,
  )

  it('keeps many at a time', async () => {
    const all = Array.from({ length: 20 }, (_, i) => randomBytes(1_000 + i))
    const kept = await Promise.all(all.map(keep))
    const found = await Promise.all(kept.map((key) => read(key)))
    expect(found.map((bytes, i) => bytes!.equals(all[i]!))).toEqual(all.map(() => true))
  })
}
