import { TAR_BLOCK_BYTES } from '../../blob/index.js'

/** A file in a tar, to be read before the next one is asked for. */
export interface TarEntry {
  readonly name: string
  /** bytes */
  readonly size: number
  readonly bytes: AsyncIterable<Buffer>
}

const NAME = [0, 100] as const
const SIZE = [124, 136] as const

/** The files of a tar as `tarHeader` writes them. @throws {Error} if it ends too early, or is none */
export async function* readTar(source: AsyncIterable<Uint8Array>): AsyncGenerator<TarEntry> {
  const reader = new ByteReader(source)
  for (;;) {
    const header = await reader.exactly(TAR_BLOCK_BYTES)
    if (header.every((byte) => byte === 0)) return
    const name = header
      .subarray(...NAME)
      .toString('latin1')
      .replace(/\0.*$/s, '')
    const size = sizeIn(header.subarray(...SIZE))
    let left = size
    async function* bytes() {
      while (left > 0) {
        const piece = await reader.some(left)
        left -= piece.length
        yield piece
      }
    }
    yield { name, size, bytes: bytes() }
    while (left > 0) left -= (await reader.some(left)).length
    await reader.exactly((TAR_BLOCK_BYTES - (size % TAR_BLOCK_BYTES)) % TAR_BLOCK_BYTES)
  }
}

/** Octal, or binary where that is too short. */
function sizeIn(field: Buffer): number {
  const size =
    field[0] === 0x80
      ? Number(field.readBigUInt64BE(4))
      : Number.parseInt(field.toString('latin1').replace(/\0.*$/s, ''), 8)
  if (!Number.isSafeInteger(size)) throw new Error('it is no archive')
  return size
}

/** Reads a stream in portions of its own. */
class ByteReader {
  readonly #pieces: AsyncIterator<Uint8Array>
  #rest: Buffer = Buffer.alloc(0)

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#pieces = source[Symbol.asyncIterator]()
  }

  /** Up to so many bytes, at least one. */
  async some(max: number): Promise<Buffer> {
    while (this.#rest.length === 0) {
      const { value, done } = await this.#pieces.next()
      if (done) throw new Error('it ends too early')
      this.#rest = Buffer.from(value)
    }
    const piece = this.#rest.subarray(0, max)
    this.#rest = this.#rest.subarray(piece.length)
    return piece
  }

  async exactly(count: number): Promise<Buffer> {
    const pieces: Buffer[] = []
    for (let left = count; left > 0; left -= pieces.at(-1)!.length) pieces.push(await this.some(left))
    return Buffer.concat(pieces)
  }
}
