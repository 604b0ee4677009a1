import { isoParts } from './iso-parts.js'
import { jpegParts } from './jpeg-parts.js'
import type { MetadataPart } from './metadata-part.js'
import type { MeteredSource } from './metered-source.js'
import { pngParts } from './png-parts.js'
import { webpParts } from './webp-parts.js'

type ReadParts = (source: MeteredSource) => Generator<MetadataPart>

/** Formats from which a place can be taken out without touching the picture. */
const REWRITABLE = new Map<string, ReadParts>([
  ['image/jpeg', jpegParts],
  ['image/png', pngParts],
  ['image/apng', pngParts],
  ['image/webp', webpParts],
])

const ISO_TYPES = [
  ...['image/heic', 'image/heif', 'image/heic-sequence', 'image/heif-sequence', 'image/avif'],
  ...['image/jp2', 'image/jpx', 'image/jpm', 'image/mj2', 'image/jxl'],
  ...['video/mp4', 'video/quicktime', 'video/3gpp', 'video/3gpp2', 'video/x-m4v'],
  ...['audio/mp4', 'audio/x-m4a'],
]
const READABLE = new Map<string, ReadParts>([
  ...REWRITABLE,
  ...ISO_TYPES.map((type) => [type, isoParts] as const),
])

/** Files that are TIFF data as a whole: TIFF, and the raw formats of cameras that are built on it. */
const TIFF_TYPES = new Set([
  'image/tiff',
  ...['image/x-adobe-dng', 'image/x-canon-cr2', 'image/x-nikon-nef', 'image/x-sony-arw'],
])

/** Whether a file of this type is TIFF data. */
export function isTiff(mimeType: string): boolean {
  return TIFF_TYPES.has(mimeType)
}

/** The reader of the metadata of a type of files; `undefined` for types that are not looked into. */
export function partsReader(mimeType: string): ReadParts | undefined {
  return READABLE.get(mimeType)
}

/** Whether {@link stripLocation} works on files of this type. */
export function isStrippable(mimeType: string): boolean {
  return REWRITABLE.has(mimeType)
}
