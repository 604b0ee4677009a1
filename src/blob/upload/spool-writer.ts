import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { BlobStoreUnavailable } from '../blob.errors.js'

/** Gathered before it is written. */
const WRITE_BYTES = 256 * 1024

/** Writes a file and works out its digest on the way: while one portion is written, the next one is hashed. */
export class SpoolWriter {
  readonly #hash = createHash('sha256')
  #gathered: Uint8Array[] = []
  #gatheredBytes = 0
  #writing: Promise<void> = Promise.resolve()
  #size = 0

  constructor(private readonly file: FileHandle) {}

  /** Bytes that were added. */
  get size(): number {
    return this.#size
  }

  /** Adds a piece; resolves when the next one may come. @throws BlobStoreUnavailable */
  async add(piece: Uint8Array): Promise<void> {
    this.#size += piece.length
    this.#gatheredBytes += piece.length
    this.#gathered.push(piece)
    this.#hash.update(piece)
    if (this.#gatheredBytes >= WRITE_BYTES) await this.#write()
  }

  /** Resolves with the digest (SHA-256) when everything was written. @throws BlobStoreUnavailable */
  async finish(): Promise<Uint8Array> {
    await this.#write()
    await this.#writing
    return this.#hash.digest()
  }

  /** Resolves when nothing is being written any more. */
  async settled(): Promise<void> {
    await this.#writing.catch(() => undefined)
  }

  async #write(): Promise<void> {
    await this.#writing
    if (this.#gathered.length === 0) return
    const [portion, bytes] = [this.#gathered, this.#gatheredBytes]
    this.#gathered = []
    this.#gatheredBytes = 0
    this.#writing = writeAll(this.file, portion, bytes)
    // Whoever adds next hears of it.
    this.#writing.catch(() => undefined)
  }
}

async function writeAll(file: FileHandle, pieces: Uint8Array[], bytes: number): Promise<void> {
  try {
    const { bytesWritten } = await file.writev(pieces)
    // A disk that is nearly full takes a part, and says why with the next one.
    if (bytesWritten < bytes) await file.writeFile(Buffer.concat(pieces).subarray(bytesWritten))
  } catch (error) {
    throw new BlobStoreUnavailable({ cause: error })
  }
}
