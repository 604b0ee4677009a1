import { InvalidCar } from './invalid-car.js'
import { readVarint } from './varint.js'

/** The bytes of a stream, taken in pieces of known length. */
export class ByteQueue {
  private readonly source: AsyncIterator<Uint8Array>
  private chunk: Uint8Array = new Uint8Array(0)
  private at = 0

  constructor(
    chunks: AsyncIterable<Uint8Array>,
    /** Told the length of each chunk that arrives; may throw. */
    private readonly onArrival: (length: number) => void,
  ) {
    this.source = chunks[Symbol.asyncIterator]()
  }

  /** Bytes that have arrived and were not taken. */
  get available(): number {
    return this.chunk.length - this.at
  }

  /** Waits until so many bytes are there; false when the stream ends before. */
  async ensure(length: number): Promise<boolean> {
    if (this.available >= length) return true
    const pieces = [this.chunk.subarray(this.at)]
    let total = this.available
    while (total < length) {
      const { value, done } = await this.source.next()
      if (done === true) break
      this.onArrival(value.length)
      pieces.push(value)
      total += value.length
    }
    this.chunk = join(pieces, total)
    this.at = 0
    return total >= length
  }

  /** The next bytes, which must be there: a view of what came. */
  take(length: number): Uint8Array {
    const { buffer, byteOffset } = this.chunk
    const view = new Uint8Array(buffer, byteOffset + this.at, length)
    this.at += length
    return view
  }

  /**
   * Goes past a varint, if as many bytes as it says have arrived behind it, and returns it; otherwise nothing happens.
   * @param check told what it is before anything is taken; may throw
   * @throws InvalidCar when it is none
   */
  frameAtHand(check: (length: number) => void): number | undefined {
    const varint = readVarint(this.chunk, this.at)
    if (varint === undefined || varint.end + varint.value > this.chunk.length) return undefined
    check(varint.value)
    this.at = varint.end
    return varint.value
  }

  /**
   * The next varint, if all of it has arrived.
   * @throws InvalidCar when it is none
   */
  varintAtHand(): number | undefined {
    const varint = readVarint(this.chunk, this.at)
    if (varint !== undefined) this.at = varint.end
    return varint?.value
  }

  /**
   * The next varint; undefined when the stream has ended.
   * @throws InvalidCar when it is none, or the stream ends within it
   */
  async varint(): Promise<number | undefined> {
    let value = this.varintAtHand()
    while (value === undefined) {
      const before = this.available
      if (!(await this.ensure(before + 1))) {
        if (before > 0) throw new InvalidCar('a CAR file is cut short')
        return undefined
      }
      value = this.varintAtHand()
    }
    return value
  }

  /** Tells the source that no more is wanted. */
  async close(): Promise<void> {
    await this.source.return?.()
  }
}

function join(pieces: Uint8Array[], length: number): Uint8Array {
  const joined = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    joined.set(piece, at)
    at += piece.length
  }
  return joined
}
