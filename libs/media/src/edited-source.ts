import { type ByteEdit, editedPieces } from './byte-edit.js'
import { type ByteSource, sourceOf } from './byte-source.js'

/** A piece of the new file: `at` there, `from` in its source. */
interface Placed {
  at: number
  length: number
  source: ByteSource
  from: number
}

/** A source as it will be after edits. */
export class EditedSource implements ByteSource {
  readonly size: number
  readonly #pieces: Placed[] = []

  /** @param edits in the order of their offsets, none overlapping another */
  constructor(source: ByteSource, edits: readonly ByteEdit[]) {
    let at = 0
    for (const piece of editedPieces(source.size, edits)) {
      const placed =
        piece instanceof Uint8Array ? { source: sourceOf(piece), from: 0 } : { source, from: piece.from }
      this.#pieces.push({ at, length: piece.length, ...placed })
      at += piece.length
    }
    this.size = at
  }

  read(offset: number, length: number): Uint8Array {
    const end = Math.min(offset + length, this.size)
    const found: Uint8Array[] = []
    for (let i = this.#indexAt(offset); i < this.#pieces.length && this.#pieces[i]!.at < end; i++) {
      const { at, length: size, source, from } = this.#pieces[i]!
      const start = Math.max(offset, at)
      found.push(source.read(from + start - at, Math.min(end, at + size) - start))
    }
    return found.length === 1 ? found[0]! : Buffer.concat(found)
  }

  /** The piece that holds an offset, by halving. */
  #indexAt(offset: number): number {
    let low = 0
    for (let high = this.#pieces.length; low < high;) {
      const middle = (low + high) >>> 1
      const { at, length } = this.#pieces[middle]!
      if (at + length > offset) high = middle
      else low = middle + 1
    }
    return low
  }
}
