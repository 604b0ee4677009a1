import type { MetadataPart } from './metadata-part.js'
import type { MeteredSource } from './metered-source.js'
import { latin1, uint } from './numbers.js'

/** `RIFF`, the length of the rest, `WEBP` */
const FILE_HEADER_BYTES = 12
const HEADER_BYTES = 8

const KINDS = new Map<string, 'exif' | 'xmp'>([
  ['EXIF', 'exif'],
  ['XMP ', 'xmp'],
])

/** The metadata of a WebP file, whatever its header says about its length. @throws LimitReached */
export function* webpParts(source: MeteredSource): Generator<MetadataPart> {
  for (let at = FILE_HEADER_BYTES; at + HEADER_BYTES <= source.size;) {
    const head = source.read(at, HEADER_BYTES)
    const length = uint(head, 4, 4, true)
    const kind = KINDS.get(latin1(head.subarray(0, 4)))
    if (kind) yield chunkPart(kind, at + HEADER_BYTES, source.read(at + HEADER_BYTES, length))
    at += HEADER_BYTES + length + (length % 2)
  }
}

/** Chunks keep their lengths: two headers tell of them. */
function chunkPart(kind: 'exif' | 'xmp', offset: number, bytes: Uint8Array): MetadataPart {
  const { length } = bytes
  const write = (replacement: Uint8Array) => [{ offset, length, replacement }]
  return { kind, bytes, edits: { write, erase: () => write(new Uint8Array(length)) } }
}
