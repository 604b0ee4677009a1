/** Signature, flags and length of the extension of a file for COPY … BINARY. */
const HEADER = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1')
const TRAILER_BYTES = 2
const LENGTH_BYTES = 4
const NULL_LENGTH = -1

/** Rows in the form of `COPY … FROM STDIN BINARY`, gathered in one buffer that is used again and again. */
export class BinaryRows {
  #buffer: Buffer
  #end = HEADER.length

  /** @param bytes room to begin with; it grows when a row needs more */
  constructor(bytes: number) {
    this.#buffer = Buffer.allocUnsafe(Math.max(bytes, HEADER.length))
    HEADER.copy(this.#buffer)
  }

  /** Bytes that are in use. */
  get bytes(): number {
    return this.#end
  }

  get isEmpty(): boolean {
    return this.#end === HEADER.length
  }

  /** Begins a row: as many fields must follow. */
  begin(fields: number): void {
    this.#reserve(2)
    this.#end = this.#buffer.writeInt16BE(fields, this.#end)
  }

  int2(value: number): void {
    this.#length(2)
    this.#end = this.#buffer.writeInt16BE(value, this.#end)
  }

  int4(value: number): void {
    this.#length(4)
    this.#end = this.#buffer.writeInt32BE(value, this.#end)
  }

  int8(value: number): void {
    this.#length(8)
    this.#buffer.writeInt32BE(Math.floor(value / 2 ** 32), this.#end)
    this.#end = this.#buffer.writeInt32BE(value | 0, this.#end + 4)
  }

  text(value: string): void {
    const length = Buffer.byteLength(value, 'utf8')
    this.#length(length)
    // Almost all texts are ASCII, which is written faster.
    this.#end += this.#buffer.write(value, this.#end, length === value.length ? 'latin1' : 'utf8')
  }

  bytea(value: Uint8Array): void {
    this.#length(value.length)
    this.#buffer.set(value, this.#end)
    this.#end += value.length
  }

  null(): void {
    this.#reserve(LENGTH_BYTES)
    this.#end = this.#buffer.writeInt32BE(NULL_LENGTH, this.#end)
  }

  /** All rows, for `copyIn`. Valid until the next row is begun. */
  finish(): Buffer {
    this.#reserve(TRAILER_BYTES)
    this.#buffer.writeInt16BE(-1, this.#end)
    return this.#buffer.subarray(0, this.#end + TRAILER_BYTES)
  }

  /** Forgets the rows. */
  clear(): void {
    this.#end = HEADER.length
  }

  #length(length: number): void {
    this.#reserve(LENGTH_BYTES + length)
    this.#end = this.#buffer.writeInt32BE(length, this.#end)
  }

  #reserve(bytes: number): void {
    const needed = this.#end + bytes
    if (needed <= this.#buffer.length) return
    const larger = Buffer.allocUnsafe(Math.max(needed, this.#buffer.length * 2))
    this.#buffer.copy(larger, 0, 0, this.#end)
    this.#buffer = larger
  }
}
