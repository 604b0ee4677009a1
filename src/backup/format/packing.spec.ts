import fc from 'fast-check'
import { BackupKeys } from './backup-keys.js'
import type { BackupKey } from './backup-key.js'
import { HEADER_BYTES } from './object-header.js'
import { pack, packedLength, peek, unpack } from './packing.js'

const NAME = 'backups/x/table'
const keys = new BackupKeys('a passphrase of the tests')
const salt = Buffer.alloc(16, 7)
const CHUNK = 64 * 1024 + 16

let key: BackupKey
beforeAll(async () => {
  key = await keys.of(salt)
})

async function* inPieces(bytes: Buffer, lengths: readonly number[]): AsyncGenerator<Buffer> {
  for (let start = 0, i = 0; start < bytes.length; i++) {
    const length = lengths.length === 0 ? bytes.length : lengths[i % lengths.length]!
    yield bytes.subarray(start, start + length)
    start += length
  }
}

async function bytesOf(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of source) pieces.push(piece)
  return Buffer.concat(pieces)
}

const packed = (source: AsyncIterable<Buffer>, isCompressed: boolean, name = NAME) =>
  bytesOf(pack(source, { name, key, objectSalt: Buffer.alloc(16, 1), isCompressed }))
const unpacked = (bytes: Buffer, lengths: readonly number[] = [], name = NAME, by = keys) =>
  bytesOf(unpack(inPieces(bytes, lengths), name, by))

/** Bytes that do not shrink, so that a few of them make several chunks. */
const noise = (length: number) => Buffer.from(Array.from({ length }, (_, i) => (i * 7919) ^ (i >> 8)))
const lengths = fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 4 })

describe('a packed object', () => {
  it('gives back what went in, however it is cut on its way', async () => {
    const sizes = fc.oneof(fc.integer({ min: 0, max: 300_000 }), fc.constantFrom(0, 65_536, 131_072))
    await fc.assert(
      fc.asyncProperty(sizes, fc.boolean(), lengths, lengths, async (size, compressed, before, after) => {
        const bytes = noise(size)
        const object = await packed(inPieces(bytes, before), compressed)
        expect((await unpacked(object, after)).equals(bytes)).toBe(true)
        if (!compressed) expect(object).toHaveLength(packedLength(size))
      }),
      { numRuns: 40 },
    )
  })

  it('is refused with any byte changed', async () => {
    const object = await packed(inPieces(noise(150_000), []), false)
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: object.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (at, change) => {
          const other = Buffer.from(object)
          other[at]! ^= change
          await expect(unpacked(other)).rejects.toThrow(/damaged|another key/)
        },
      ),
      { numRuns: 20 },
    )
  })

  it('is refused when it is cut off, also between two chunks', async () => {
    const object = await packed(inPieces(noise(200_000), []), false)
    const ends = fc.oneof(
      fc.integer({ min: 0, max: object.length - 1 }),
      fc.constantFrom(0, HEADER_BYTES, HEADER_BYTES + CHUNK, HEADER_BYTES + 2 * CHUNK),
    )
    await fc.assert(
      fc.asyncProperty(ends, async (end) => {
        await expect(unpacked(object.subarray(0, end))).rejects.toThrow(/damaged/)
      }),
      { numRuns: 40 },
    )
  })

  it('is refused with chunks in another order, twice, or with more behind it', async () => {
    const object = await packed(inPieces(noise(250_000), []), false)
    const [head, body] = [object.subarray(0, HEADER_BYTES), object.subarray(HEADER_BYTES)]
    const [first, second] = [body.subarray(0, CHUNK), body.subarray(CHUNK, 2 * CHUNK)]
    const rest = body.subarray(2 * CHUNK)
    for (const order of [
      [second, first, rest],
      [first, first, second, rest],
      [first, rest],
      [first, second, rest, Buffer.from('more')],
      [first, second, rest, rest],
    ]) {
      await expect(unpacked(Buffer.concat([head, ...order]))).rejects.toThrow(/damaged/)
    }
  })

  it('is refused under another name', async () => {
    const object = await packed(inPieces(noise(10), []), true)
    await expect(unpacked(object, [], 'backups/y/table')).rejects.toThrow(/damaged/)
  })

  it('is refused with another secret, before anything of it is read', async () => {
    const object = await packed(inPieces(noise(10), []), true)
    const other = new BackupKeys('another passphrase')
    await expect(unpacked(object, [], NAME, other)).rejects.toMatchObject({ code: 'WrongBackupKey' })
  })

  it('says in clear which key it was made with, and whether it can be read', async () => {
    const object = await packed(inPieces(noise(10), []), true)
    expect(await peek([object], NAME)).toMatchObject({ keyId: key.id, isCompressed: true })
    const newer = Buffer.from(object)
    newer[8] = 9
    await expect(peek([newer], NAME)).rejects.toThrow('it has the form 9')
  })

  it('hands on what goes wrong with its source', async () => {
    const broken = async function* (): AsyncGenerator<Buffer> {
      yield noise(100_000)
      throw new Error('the disk broke')
    }
    for (const compressed of [true, false]) {
      await expect(packed(broken(), compressed)).rejects.toThrow('the disk broke')
    }
  })
})

describe('a key', () => {
  it('is the same for the same secret and salt, and gives blobs names that tell nothing', async () => {
    const same = await new BackupKeys('a passphrase of the tests').of(salt)
    const other = await keys.of(Buffer.alloc(16, 8))
    const cid = Buffer.alloc(36, 1)
    expect(same.id).toBe(key.id)
    expect(same.blobName(cid)).toBe(key.blobName(cid))
    expect(other.id).not.toBe(key.id)
    expect(other.blobName(cid)).not.toBe(key.blobName(cid))
  })
})
