import { contentOf, FULL_BOX_BYTES, type IsoBox, isoBoxes } from './iso-boxes.js'
import type { MeteredSource } from './metered-source.js'
import { latin1, uint } from './numbers.js'
import { hasNumber } from './xmp-location.js'

/** `com.apple.quicktime.location.ISO6709`, and what others call it. */
const PLACE_KEY = /location\.iso6709|^location(-[a-z]{2,3})?$|latitude|longitude|(^|[.:_])gps/i

/** Size and namespace in front of each name. */
const KEY_HEADER_BYTES = 8
/** Type and locale in front of each value. */
const VALUE_HEADER_BYTES = 8

/**
 * Whether one of the named values of a film is a place: `keys` holds the names, `ilst` boxes whose types are the
 * numbers of names, from 1 on.
 * @throws LimitReached
 */
export function keysTellPlace(source: MeteredSource, keys: IsoBox, ilst: IsoBox): boolean {
  const numbers = placeNumbers(source, contentOf(source, keys))
  if (numbers.size === 0) return false
  for (const item of isoBoxes(source, ilst.start, ilst.end)) {
    const number = uint(Buffer.from(item.type, 'latin1'), 0, 4)
    if (!numbers.has(number)) continue
    for (const value of isoBoxes(source, item.start, item.end)) {
      const text = latin1(contentOf(source, value).subarray(VALUE_HEADER_BYTES))
      if (value.type === 'data' && hasNumber(text)) return true
    }
  }
  return false
}

function placeNumbers(source: MeteredSource, content: Uint8Array): Set<number> {
  const numbers = new Set<number>()
  let at = FULL_BOX_BYTES + 4
  for (let number = 1; at + KEY_HEADER_BYTES <= content.length; number++) {
    source.step()
    const size = uint(content, at, 4)
    if (size < KEY_HEADER_BYTES) break
    if (PLACE_KEY.test(latin1(content.subarray(at + KEY_HEADER_BYTES, at + size)))) numbers.add(number)
    at += size
  }
  return numbers
}
