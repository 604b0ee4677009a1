import type { ByteSource } from './byte-source.js'
import { LimitReached } from './limit-reached.js'
import { MEDIA_LIMITS } from './limits.js'
import { EXCESS, IN_XMP, type LocationFinding } from './location-finding.js'
import type { MetadataPart } from './metadata-part.js'
import { isTiff, partsReader } from './metadata-parts.js'
import { MeteredSource } from './metered-source.js'
import { findInExif, findInTiff } from './tiff-location.js'
import { hasXmpPosition } from './xmp-location.js'

/**
 * The first place that a file gives away in its metadata; `undefined` if there is none, or if files of this type are
 * not looked into. Pixels are never decoded. What is malformed is read as far as it goes, and what cannot be read gives
 * nothing away; more metadata than {@link MEDIA_LIMITS} allows may, and is a finding of the kind `excess`.
 * @param mimeType as {@link sniffMimeType} tells it
 */
export function findLocation(
  source: ByteSource,
  mimeType: string,
  limits = MEDIA_LIMITS,
): LocationFinding | undefined {
  const meter = new MeteredSource(source, limits)
  try {
    if (isTiff(mimeType)) return findInTiff(meter)
    for (const part of partsReader(mimeType)?.(meter) ?? []) {
      const finding = findInPart(part, meter)
      if (finding) return finding
    }
    return undefined
  } catch (error) {
    if (error instanceof LimitReached) return EXCESS
    throw error
  }
}

/** The place in one piece of metadata. @throws LimitReached */
export function findInPart(part: MetadataPart, meter: MeteredSource): LocationFinding | undefined {
  if (part.kind === 'place') return part.finding
  if (part.kind === 'exif') return findInExif(part.bytes, meter)
  return hasXmpPosition(part.bytes) ? IN_XMP : undefined
}
