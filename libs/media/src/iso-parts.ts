import { heifParts } from './heif-items.js'
import { contentOf, type IsoBox, isoBoxes, metaStart } from './iso-boxes.js'
import { BOX_DEPTH_MAX } from './limits.js'
import { IN_QUICKTIME } from './location-finding.js'
import type { MetadataPart } from './metadata-part.js'
import type { MeteredSource } from './metered-source.js'
import { latin1, uint } from './numbers.js'
import { hasNumber } from './xmp-location.js'
import { keysTellPlace } from './quicktime-keys.js'

/** `©xyz`: a place as ISO 6709, `+48.8577+002.295/`. */
const PLACE = '\u00a9xyz'
/** Names of boxes with XMP: in QuickTime's user data, in JPEG XL. */
const XMP_BOXES = new Set(['XMP_', 'xml '])
/** Table of the positions that dashboard cameras write along with a film. */
const GPS_TABLE = 'gps '
/** Boxes that hold others: of the film, of each track, of user data, of a film inside a picture (Samsung). */
const CONTAINERS = new Set(['moov', 'trak', 'udta', 'ilst', 'mpvd'])

const UUID_BYTES = 16
const XMP_UUID = Buffer.from('be7acfcb97a942e89c71999491e3afac', 'hex').toString('latin1')
const JPEG_2000_EXIF_UUID = 'JpgTiffExif->JP2'

/**
 * The metadata of files that consist of ISO boxes: MP4, QuickTime, 3GPP, HEIF, AVIF, JPEG XL.
 * @param start where the first box begins, in a film that follows a picture
 * @throws LimitReached
 */
export function* isoParts(source: MeteredSource, start = 0): Generator<MetadataPart> {
  yield* partsBetween(source, start, source.size, 0)
}

function* partsBetween(
  source: MeteredSource,
  from: number,
  until: number,
  depth: number,
): Generator<MetadataPart> {
  if (depth > BOX_DEPTH_MAX) return
  for (const box of isoBoxes(source, from, until)) {
    if (CONTAINERS.has(box.type)) yield* partsBetween(source, box.start, box.end, depth + 1)
    else if (box.type === 'meta') yield* metaParts(source, box, depth)
    else yield* boxParts(source, box)
  }
}

/** A `meta` holds keys and their values (QuickTime), or items (HEIF); user data have boxes of their own in it. */
function* metaParts(source: MeteredSource, box: IsoBox, depth: number): Generator<MetadataPart> {
  const inside = { ...box, start: metaStart(source, box) }
  const types = new Map([...isoBoxes(source, inside.start, inside.end)].map((found) => [found.type, found]))
  const { keys, ilst, iinf, iloc } = Object.fromEntries(types)
  if (keys && ilst && keysTellPlace(source, keys, ilst)) yield { kind: 'place', finding: IN_QUICKTIME }
  if (iinf && iloc) yield* heifParts(source, iinf, iloc, types.get('idat'))
  yield* partsBetween(source, inside.start, inside.end, depth + 1)
}

function* boxParts(source: MeteredSource, box: IsoBox): Generator<MetadataPart> {
  const { type } = box
  if (XMP_BOXES.has(type)) yield { kind: 'xmp', bytes: contentOf(source, box) }
  else if (type === 'Exif') yield { kind: 'exif', bytes: contentOf(source, box) }
  else if (type === 'uuid') yield* uuidParts(source, box)
  else if (tellsPlace(source, box)) yield { kind: 'place', finding: IN_QUICKTIME }
}

function* uuidParts(source: MeteredSource, box: IsoBox): Generator<MetadataPart> {
  const uuid = latin1(source.read(box.start, UUID_BYTES))
  const content = { ...box, start: box.start + UUID_BYTES }
  if (uuid === XMP_UUID) yield { kind: 'xmp', bytes: contentOf(source, content) }
  if (uuid === JPEG_2000_EXIF_UUID) yield { kind: 'exif', bytes: contentOf(source, content) }
}

function tellsPlace(source: MeteredSource, box: IsoBox): boolean {
  switch (box.type) {
    case PLACE:
      return hasNumber(latin1(contentOf(source, box)).replace(/^[^+-]*/, ''))
    case 'loci':
      return hasCoordinates(contentOf(source, box))
    case GPS_TABLE:
      return contentOf(source, box).some((byte) => byte !== 0)
    default:
      return false
  }
}

/** 3GPP: version, flags, language, a name that ends with a zero, a role, then longitude and latitude. */
function hasCoordinates(content: Uint8Array): boolean {
  const nameAt = 6
  const isWide = uint(content, nameAt, 2) === 0xfeff || uint(content, nameAt, 2) === 0xfffe
  let end = nameAt
  const isZero = () => content[end] === 0 && (!isWide || content[end + 1] === 0)
  while (end < content.length && !isZero()) end += isWide ? 2 : 1
  const coordinatesAt = end + (isWide ? 2 : 1) + 1
  return content.length >= coordinatesAt + 8 && uint(content, coordinatesAt, 8) > 0
}
