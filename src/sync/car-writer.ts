import type { CidBytes } from '@guildhall/data'
import { carHeader } from '@guildhall/repo'

/** Size of the pieces a CAR is sent in. */
const PIECE_BYTES = 256 * 1024

/** Most bytes of a block's length prefix. */
const VARINT_BYTES_MAX = 5

/** Collects the blocks of a CAR into pieces that are worth a write of their own. */
export class CarWriter {
  #piece = Buffer.allocUnsafe(PIECE_BYTES)
  #length = 0
  #full: Buffer[] = []

  constructor(root: CidBytes) {
    this.#append(carHeader([root]))
  }

  /** Adds a block. */
  add(cid: CidBytes, bytes: Uint8Array): void {
    this.#open(cid.length + bytes.length)
    this.#append(cid)
    this.#append(bytes)
  }

  /** Adds a block whose CID and bytes follow each other in `packed`. */
  addPacked(packed: Uint8Array, start: number, end: number): void {
    this.#open(end - start)
    this.#append(packed.subarray(start, end))
  }

  /** Whether there are pieces to take. */
  get ready(): boolean {
    return this.#full.length > 0
  }

  /** The full pieces so far. */
  take(): Buffer[] {
    const full = this.#full
    this.#full = []
    return full
  }

  /** Everything that is left, even a piece that is not full. */
  flush(): Buffer[] {
    this.#close()
    return this.take()
  }

  #open(blockBytes: number): void {
    let size = blockBytes
    if (this.#length + VARINT_BYTES_MAX > PIECE_BYTES) this.#close()
    while (size >= 0x80) {
      this.#piece[this.#length++] = (size & 0x7f) | 0x80
      size >>>= 7
    }
    this.#piece[this.#length++] = size
  }

  #append(bytes: Uint8Array): void {
    if (this.#length + bytes.length <= PIECE_BYTES) {
      this.#piece.set(bytes, this.#length)
      this.#length += bytes.length
      return
    }
    let offset = 0
    while (offset < bytes.length) {
      if (this.#length === PIECE_BYTES) this.#close()
      const part = Math.min(bytes.length - offset, PIECE_BYTES - this.#length)
      this.#piece.set(bytes.subarray(offset, offset + part), this.#length)
      this.#length += part
      offset += part
    }
  }

  #close(): void {
    if (this.#length === 0) return
    this.#full.push(this.#piece.subarray(0, this.#length))
    this.#piece = Buffer.allocUnsafe(PIECE_BYTES)
    this.#length = 0
  }
}
