import type { MeteredSource } from './metered-source.js'
import { latin1, uint } from './numbers.js'

/** A box of an ISO media file: what it holds lies from `start` to `end`. */
export interface IsoBox {
  type: string
  start: number
  end: number
}

const HEADER_BYTES = 8
const LONG_HEADER_BYTES = 16

/** Version and flags in front of what some boxes hold. */
export const FULL_BOX_BYTES = 4

/** The boxes between two offsets, one after the other; ends at the first that is none. @throws LimitReached */
export function* isoBoxes(source: MeteredSource, from: number, until: number): Generator<IsoBox> {
  for (let at = from; at + HEADER_BYTES <= until;) {
    const head = source.read(at, LONG_HEADER_BYTES)
    const said = uint(head, 0, 4)
    const isLong = said === 1
    const size = isLong ? uint(head, 8, 8) : said
    const headerBytes = isLong ? LONG_HEADER_BYTES : HEADER_BYTES
    // 0: up to the end. A box that is said to end beyond it is cut off.
    const end = said === 0 ? until : Math.min(at + size, until)
    if (said !== 0 && size < headerBytes) return
    yield { type: latin1(head.subarray(4, 8)), start: at + headerBytes, end }
    at = end
  }
}

/** What a box holds. @throws LimitReached */
export function contentOf(source: MeteredSource, { start, end }: IsoBox): Uint8Array {
  return source.read(start, end - start)
}

/** Where the boxes in a `meta` begin: behind version and flags, which QuickTime leaves out. @throws LimitReached */
export function metaStart(source: MeteredSource, { start }: IsoBox): number {
  return latin1(source.read(start + FULL_BOX_BYTES, 4)) === 'hdlr' ? start : start + FULL_BOX_BYTES
}
