const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1')
/** The signature, no flags, no extension. */
const HEADER = Buffer.concat([SIGNATURE, Buffer.alloc(8)])
const LENGTH_BYTES = 4
const TRAILER_BYTES = 2
/** UTF-8 takes up to three bytes for a unit of a string. */
const UTF8_MAX_BYTES = 3

/**
 * Rows in the binary form that `COPY … FROM STDIN (FORMAT binary)` reads: of all ways into a table the one that costs
 * both sides least. Add the fields of a row in the order of its columns.
 */
export class CopyRows {
  #out: Buffer
  #at = HEADER.length

  /** @param sizeBytes how much to expect; more is no mistake */
  constructor(
    private readonly columns: number,
    sizeBytes = 64 * 1024,
  ) {
    this.#out = Buffer.allocUnsafe(sizeBytes + HEADER.length + TRAILER_BYTES)
    HEADER.copy(this.#out)
  }

  /** Begins a row. */
  row(): this {
    this.#reserve(2)
    this.#at = this.#out.writeInt16BE(this.columns, this.#at)
    return this
  }

  /** An `int8` field. */
  int8(value: number): this {
    this.#reserve(LENGTH_BYTES + 8)
    this.#at = this.#out.writeInt32BE(8, this.#at)
    this.#at = this.#out.writeInt32BE(Math.floor(value / 2 ** 32), this.#at)
    this.#at = this.#out.writeUInt32BE(value % 2 ** 32, this.#at)
    return this
  }

  /** A `bytea` field. */
  bytes(value: Uint8Array): this {
    this.#reserve(LENGTH_BYTES + value.length)
    this.#at = this.#out.writeInt32BE(value.length, this.#at)
    this.#out.set(value, this.#at)
    this.#at += value.length
    return this
  }

  /** A `text` field. */
  text(value: string): this {
    this.#reserve(LENGTH_BYTES + value.length * UTF8_MAX_BYTES)
    const length = this.#out.write(value, this.#at + LENGTH_BYTES, 'utf8')
    this.#out.writeInt32BE(length, this.#at)
    this.#at += LENGTH_BYTES + length
    return this
  }

  /** All rows, ready to be sent. */
  end(): Buffer {
    this.#reserve(TRAILER_BYTES)
    this.#at = this.#out.writeInt16BE(-1, this.#at)
    return this.#out.subarray(0, this.#at)
  }

  #reserve(bytes: number): void {
    if (this.#at + bytes <= this.#out.length) return
    const larger = Buffer.allocUnsafe(Math.max(this.#out.length * 2, this.#at + bytes))
    this.#out.copy(larger, 0, 0, this.#at)
    this.#out = larger
  }
}
