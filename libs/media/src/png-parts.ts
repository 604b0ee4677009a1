import { constants, crc32, inflateSync } from 'node:zlib'
import { LimitReached } from './limit-reached.js'
import type { LocationFinding } from './location-finding.js'
import type { MetadataPart, PartEdits } from './metadata-part.js'
import type { MeteredSource } from './metered-source.js'
import { latin1, startsWith, uint } from './numbers.js'
import { hasNumber, isCoordinateName } from './xmp-location.js'

const SIGNATURE_BYTES = 8
const HEADER_BYTES = 8
const CHECKSUM_BYTES = 4

const XMP_KEYWORD = 'XML:com.adobe.xmp'
/** What ImageMagick and others keep of files that had EXIF or XMP: lines of hexadecimal digits. */
const RAW_PROFILE = /^Raw profile type (exif|app1|xmp)$/i
const SEGMENT_XMP = 'http://ns.adobe.com/xap/1.0/\0'

const IN_TEXT: LocationFinding = { kind: 'exif', where: 'GPS position in a text of the PNG file' }

/** A chunk: its place in the file, and what it holds. */
interface Chunk {
  type: string
  at: number
  bytes: Uint8Array
}

/** Text as chunks of three types have it. */
interface PngText {
  keyword: string
  text: Uint8Array
  /** where the text begins in the chunk, if it lies there as it is */
  start?: number
}

/** The metadata of a PNG file. @throws LimitReached */
export function* pngParts(source: MeteredSource): Generator<MetadataPart> {
  for (let at = SIGNATURE_BYTES; at + HEADER_BYTES <= source.size;) {
    const head = source.read(at, HEADER_BYTES)
    const length = uint(head, 0, 4)
    const type = latin1(head.subarray(4))
    if (type === 'IEND') return
    if (type === 'eXIf' || /^(iTXt|tEXt|zTXt)$/.test(type)) {
      yield* chunkParts(source, { type, at, bytes: source.read(at + HEADER_BYTES, length) })
    }
    at += HEADER_BYTES + length + CHECKSUM_BYTES
  }
}

function* chunkParts(source: MeteredSource, chunk: Chunk): Generator<MetadataPart> {
  if (chunk.type === 'eXIf') {
    yield { kind: 'exif', bytes: chunk.bytes, edits: editsOf(chunk, 0) }
    return
  }
  const found = textOf(source, chunk)
  if (!found) return
  const { keyword, text, start } = found
  const edits = editsOf(chunk, start)
  const [, profile] = RAW_PROFILE.exec(keyword) ?? []
  if (keyword === XMP_KEYWORD) yield { kind: 'xmp', bytes: text, edits }
  else if (profile) yield { ...profilePart(profile, text), edits: editsOf(chunk, undefined) }
  else if (isCoordinateName(keyword) && hasNumber(latin1(text))) {
    yield { kind: 'place', finding: IN_TEXT, edits: editsOf(chunk, undefined) }
  }
}

function editsOf({ type, at, bytes }: Chunk, start: number | undefined): PartEdits {
  const length = HEADER_BYTES + bytes.length + CHECKSUM_BYTES
  const erase = () => [{ offset: at, length, replacement: new Uint8Array(0) }]
  if (start === undefined) return { erase }
  const write = (replacement: Uint8Array) => {
    const checksum = Buffer.alloc(CHECKSUM_BYTES)
    checksum.writeUInt32BE(crc32(replacement, crc32(bytes.subarray(0, start), crc32(type))))
    const offset = at + HEADER_BYTES + start
    const all = Buffer.concat([replacement, checksum])
    return [{ offset, length: all.length, replacement: all }]
  }
  return { erase, write }
}

/** keyword 0 text; keyword 0 method compressed; keyword 0 isCompressed method language 0 keyword 0 text */
function textOf(source: MeteredSource, { type, bytes }: Chunk): PngText | undefined {
  const end = bytes.indexOf(0)
  if (end < 0) return undefined
  const keyword = latin1(bytes.subarray(0, end))
  if (type === 'tEXt') return { keyword, text: bytes.subarray(end + 1), start: end + 1 }
  if (type === 'zTXt') return { keyword, text: inflated(source, bytes.subarray(end + 2)) }
  const translatedAt = bytes.indexOf(0, end + 3) + 1
  const start = translatedAt > 0 ? bytes.indexOf(0, translatedAt) + 1 : 0
  if (start === 0) return undefined
  const isCompressed = bytes[end + 1] === 1
  if (isCompressed) return { keyword, text: inflated(source, bytes.subarray(start)) }
  return { keyword, text: bytes.subarray(start), start }
}

/** As much as can be decompressed. @throws LimitReached */
function inflated(source: MeteredSource, bytes: Uint8Array): Uint8Array {
  const maxOutputLength = Math.max(1, source.metadataLeftBytes)
  try {
    // What was cut off is decompressed up to there.
    const text = inflateSync(bytes, { maxOutputLength, finishFlush: constants.Z_SYNC_FLUSH })
    source.spend(text.length)
    return text
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') throw new LimitReached()
    if (error instanceof LimitReached) throw error
    return new Uint8Array(0)
  }
}

/** A line with the name, one with the length, then digits. APP1 is what a segment of a JPEG file held. */
function profilePart(name: string, text: Uint8Array): { kind: 'exif' | 'xmp'; bytes: Uint8Array } {
  const [, digits = ''] = /^\s*\S+\s+\d+\s+([\da-f\s]*)/i.exec(latin1(text)) ?? []
  const bytes = Buffer.from(digits.replace(/\s+/g, ''), 'hex')
  const isXmp = name.toLowerCase() === 'xmp' || startsWith(bytes, SEGMENT_XMP)
  return { kind: isXmp ? 'xmp' : 'exif', bytes }
}
