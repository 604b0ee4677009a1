import { XMP_POSITIONS_MAX, XMP_VALUE_MAX_LENGTH } from './limits.js'
import { latin1 } from './numbers.js'

/** Names of properties that hold a coordinate, in whatever namespace: cameras and drones invent their own. */
const COORDINATE = /^(?:.*:)?(?:(?:gps)?(?:dest)?(?:latitude|longt?itude)|geo:lat|geo:long)$/i

/** Properties that go when the place goes: coordinates, and all that was recorded with them. */
const PROPERTY =
  /([<\s])((?:[a-z_][\w.-]{0,60}:)?(?:gps[a-z]{0,40}|(?:dest)?(?:latitude|longt?itude))|geo:lat|geo:long)(?=[\s=>/])/gi

/** A coordinate of nothing but zeros is that of a receiver without a fix. */
const HAS_NUMBER = /[1-9]/

interface Property {
  name: string
  value: string
  /** where all that stands for it begins and ends, in characters; the end is not known if it is not there */
  start: number
  end?: number
}

/** Whether the name of a property says that its value is a coordinate. */
export function isCoordinateName(name: string): boolean {
  return COORDINATE.test(name)
}

/** Whether text holds a number other than 0. */
export function hasNumber(text: string): boolean {
  return HAS_NUMBER.test(text)
}

/** Whether an XMP packet, in any encoding, holds a position. */
export function hasXmpPosition(packet: Uint8Array): boolean {
  let seen = 0
  // Names and digits are ASCII: without the zeros, UTF-16 and UTF-32 read like UTF-8.
  for (const property of properties(latin1(withoutZeros(packet)))) {
    if (++seen > XMP_POSITIONS_MAX) return true
    if (isCoordinateName(property.name) && hasNumber(property.value)) return true
  }
  return false
}

function withoutZeros(bytes: Uint8Array): Uint8Array {
  if (!bytes.includes(0)) return bytes
  const rest = new Uint8Array(bytes.length)
  let length = 0
  // With an index: an iterator takes ten times as long.
  for (let i = 0; i < bytes.length; i++) if (bytes[i] !== 0) rest[length++] = bytes[i]!
  return rest.subarray(0, length)
}

/**
 * The packet with blanks in place of all properties about positions; `undefined` where it cannot be told what belongs
 * to them.
 */
export function withoutXmpPosition(packet: Uint8Array): Uint8Array | undefined {
  const text = latin1(packet)
  if (text.includes('\0')) return undefined
  const rest = Buffer.from(packet)
  let seen = 0
  for (const { start, end } of properties(text)) {
    if (end === undefined || ++seen > XMP_POSITIONS_MAX) return undefined
    rest.fill(' ', start, end)
  }
  return rest
}

/** All properties about positions. What does not end is not well-formed, but somebody may still read it. */
function* properties(text: string): Generator<Property> {
  for (const match of text.matchAll(PROPERTY)) {
    const [all, before, name] = match as unknown as [string, string, string]
    const after = match.index + all.length
    if (before === '<') yield elementAt(text, name, match.index, after)
    else if (/^\s*=/.test(text.slice(after, after + 16))) yield attributeAt(text, name, match.index, after)
  }
}

/** `exif:GPSLatitude="48,51.5N"` */
function attributeAt(text: string, name: string, start: number, after: number): Property {
  const [value] = /^\s*=\s*(?:"[^"]*"|'[^']*')/.exec(text.slice(after, after + XMP_VALUE_MAX_LENGTH)) ?? []
  if (value === undefined) return { name, value: text.slice(after, after + XMP_VALUE_MAX_LENGTH), start }
  return { name, value, start, end: after + value.length }
}

/** `<exif:GPSLatitude>48,51.5N</exif:GPSLatitude>`, also with the value in an attribute or deeper inside. */
function elementAt(text: string, name: string, start: number, after: number): Property {
  const rest = text.slice(after, after + XMP_VALUE_MAX_LENGTH)
  const tagEnd = rest.indexOf('>')
  if (tagEnd < 0) return { name, value: rest, start }
  if (rest[tagEnd - 1] === '/') {
    return { name, value: rest.slice(0, tagEnd), start, end: after + tagEnd + 1 }
  }
  const closing = rest.indexOf(`</${name}`, tagEnd)
  const end = closing < 0 ? -1 : rest.indexOf('>', closing)
  if (end < 0) return { name, value: rest.slice(tagEnd), start }
  return { name, value: rest.slice(tagEnd, closing), start, end: after + end + 1 }
}
