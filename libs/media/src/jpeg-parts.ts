import type { ByteEdit } from './byte-edit.js'
import { isoParts } from './iso-parts.js'
import { PICTURES_MAX, SCAN_CHUNK_BYTES } from './limits.js'
import type { MetadataPart, PartEdits } from './metadata-part.js'
import type { MeteredSource } from './metered-source.js'
import { startsWith, uint } from './numbers.js'

const MARKER = { start: 0xd8, end: 0xd9, app1: 0xe1 }
/** 0 is stuffing, 1 is for arithmetic coding inside of a scan. */
const NO_MARKER_LAST = 1
const FIRST_RESTART = 0xd0
const LAST_RESTART = 0xd7

const EXIF = 'Exif\0'
const EXIF_HEADER_BYTES = 6
const XMP = 'http://ns.adobe.com/xap/1.0/\0'
const EXTENSION = 'http://ns.adobe.com/xmp/extension/\0'
/** What precedes the data of an extension: its digest as text, its length, the offset of this piece. */
const EXTENSION_GUID_BYTES = 32
const EXTENSION_HEADER_BYTES = EXTENSION_GUID_BYTES + 8

const PICTURE_START = Buffer.from([0xff, 0xd8, 0xff])
/** The type of the first box of a film; its length stands before it. */
const FILM_TYPE = Buffer.from('ftyp')
const FILM_TYPE_OFFSET_BYTES = 4

/** A segment without its marker and length. */
interface Segment {
  at: number
  bytes: Uint8Array
}

/**
 * The metadata of a JPEG file: of its picture, of those that follow it (MPF, depth maps), and of a film behind them
 * (moving photos). Thumbnails inside the metadata are not looked at.
 * @throws LimitReached
 */
export function* jpegParts(source: MeteredSource): Generator<MetadataPart> {
  let end = yield* pictureParts(source, 0)
  for (let pictures = 1; pictures < PICTURES_MAX; pictures++) {
    const next = nextStart(source, end)
    if (!next) return
    if (next.isFilm) {
      // A film is not rewritten, so what it tells cannot be taken out.
      for (const part of isoParts(source, next.at)) yield { ...part, edits: undefined }
      return
    }
    end = yield* pictureParts(source, next.at)
  }
}

/** The metadata of the picture that begins here; returns where it ends. */
function* pictureParts(source: MeteredSource, start: number): Generator<MetadataPart, number> {
  const extensions = new Map<string, Segment[]>()
  let end = start + PICTURE_START.length - 1
  for (let at = nextMarker(source, end); at !== undefined; at = nextMarker(source, end)) {
    const head = source.read(at, 4)
    const marker = head[1]
    end = at + 2
    if (marker === MARKER.end) break
    if (marker === MARKER.start) continue
    const length = Math.max(2, uint(head, 2, 2))
    end += length
    if (marker !== MARKER.app1) continue
    const segment = { at: at + 4, bytes: source.read(at + 4, length - 2) }
    const part = partOf(segment)
    if (part) yield part
    else if (startsWith(segment.bytes, EXTENSION)) gather(extensions, segment)
  }
  for (const segments of extensions.values()) yield extensionPart(segments)
  return end
}

function partOf({ at, bytes }: Segment): MetadataPart | undefined {
  if (startsWith(bytes, EXIF)) return inPlace('exif', at, bytes, EXIF_HEADER_BYTES)
  if (startsWith(bytes, XMP)) return inPlace('xmp', at, bytes, XMP.length)
  return undefined
}

/** Segments keep their lengths, so that offsets to later pictures stay right. */
function inPlace(kind: 'exif' | 'xmp', at: number, bytes: Uint8Array, headerBytes: number): MetadataPart {
  const edits: PartEdits = {
    write: (replacement) => [{ offset: at + headerBytes, length: replacement.length, replacement }],
    erase: () => [blank(at, bytes.length)],
  }
  return { kind, bytes: bytes.subarray(headerBytes), edits }
}

function blank(offset: number, length: number): ByteEdit {
  return { offset, length, replacement: new Uint8Array(length) }
}

/** XMP that is too long for one segment comes in pieces, each with the digest of the whole. */
function gather(extensions: Map<string, Segment[]>, segment: Segment): void {
  const { length } = EXTENSION
  const guid = Buffer.from(segment.bytes.subarray(length, length + EXTENSION_GUID_BYTES)).toString('latin1')
  const known = extensions.get(guid)
  if (known) known.push(segment)
  else extensions.set(guid, [segment])
}

function extensionPart(segments: readonly Segment[]): MetadataPart {
  const offsetAt = EXTENSION.length + EXTENSION_HEADER_BYTES - 4
  const pieces = segments
    .map(({ bytes }) => ({ offset: uint(bytes, offsetAt, 4), data: bytes.subarray(offsetAt + 4) }))
    .sort((one, other) => one.offset - other.offset)
  const erase = () => segments.map(({ at, bytes }) => blank(at, bytes.length))
  return { kind: 'xmp', bytes: Buffer.concat(pieces.map(({ data }) => data)), edits: { erase } }
}

/** Where the next marker lies, from here on: at once in front of segments, behind the data of a scan. */
function nextMarker(source: MeteredSource, start: number): number | undefined {
  for (let at = start; ;) {
    const chunk = source.scan(at, at === start ? 2 : SCAN_CHUNK_BYTES)
    if (chunk.length < 2) return undefined
    // A loop, since data of nothing but 0xff would make indexOf start over with each byte.
    for (let i = 0; i + 1 < chunk.length; i++) {
      if (chunk[i] === 0xff && isMarker(chunk[i + 1]!)) return at + i
    }
    // The last byte may be the first half of a marker.
    at += chunk.length - 1
  }
}

/** Whether a byte behind 0xff begins something: neither stuffing nor a restart inside of a scan. */
function isMarker(byte: number): boolean {
  return byte > NO_MARKER_LAST && byte !== 0xff && (byte < FIRST_RESTART || byte > LAST_RESTART)
}

/** Where another picture or a film begins, whichever is first, from here on. */
function nextStart(source: MeteredSource, start: number): { at: number; isFilm: boolean } | undefined {
  const overlap = FILM_TYPE.length - 1
  for (let at = start; ;) {
    const chunk = Buffer.from(source.scan(at, SCAN_CHUNK_BYTES))
    const picture = chunk.indexOf(PICTURE_START)
    const film = chunk.indexOf(FILM_TYPE)
    if (film >= 0 && (picture < 0 || film < picture)) {
      return { at: at + film - FILM_TYPE_OFFSET_BYTES, isFilm: true }
    }
    if (picture >= 0) return { at: at + picture, isFilm: false }
    if (chunk.length <= overlap) return undefined
    at += chunk.length - overlap
  }
}
