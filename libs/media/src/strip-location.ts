import { areApart, type ByteEdit } from './byte-edit.js'
import type { ByteSource } from './byte-source.js'
import { EditedSource } from './edited-source.js'
import { findInPart, findLocation } from './find-location.js'
import { LimitReached } from './limit-reached.js'
import { MEDIA_LIMITS } from './limits.js'
import type { MetadataPart } from './metadata-part.js'
import { isStrippable, partsReader } from './metadata-parts.js'
import { MeteredSource } from './metered-source.js'
import { withoutExifPosition } from './tiff-location.js'
import { withoutXmpPosition } from './xmp-location.js'

/**
 * Edits that take all places out of a JPEG, PNG or WebP file and leave its picture as it is, byte for byte: GPS
 * directories and properties are overwritten where they are; a piece of metadata in which that is not possible goes as
 * a whole. In order, none overlapping another; together no larger than {@link MEDIA_LIMITS} allows metadata to be.
 *
 * `undefined` if the place cannot be taken out: for other types, for a film behind a picture, and for files with too
 * much metadata. What is returned was tried: {@link findLocation} finds nothing in the edited file.
 */
export function stripLocation(
  source: ByteSource,
  mimeType: string,
  limits = MEDIA_LIMITS,
): ByteEdit[] | undefined {
  if (!isStrippable(mimeType)) return undefined
  try {
    const meter = new MeteredSource(source, limits)
    const edits: ByteEdit[] = []
    for (const part of partsReader(mimeType)!(meter)) {
      const found = editsFor(part, meter)
      if (!found) return undefined
      edits.push(...found)
    }
    edits.sort((one, other) => one.offset - other.offset)
    if (!areApart(source.size, edits)) return undefined
    const isClean = findLocation(new EditedSource(source, edits), mimeType, limits) === undefined
    return isClean ? edits : undefined
  } catch (error) {
    if (error instanceof LimitReached) return undefined
    throw error
  }
}

function editsFor(part: MetadataPart, meter: MeteredSource): ByteEdit[] | undefined {
  const { edits } = part
  if (!findInPart(part, meter)) return []
  if (!edits) return undefined
  const bytes = edits.write && part.kind !== 'place' ? cleaned(part.kind, part.bytes, meter) : undefined
  return bytes ? edits.write!(bytes) : edits.erase()
}

/** The same piece without the place, if that can be had. */
function cleaned(kind: 'exif' | 'xmp', bytes: Uint8Array, meter: MeteredSource): Uint8Array | undefined {
  const rest = kind === 'exif' ? withoutExifPosition(bytes, meter) : withoutXmpPosition(bytes)
  return rest && !findInPart({ kind, bytes: rest }, meter) ? rest : undefined
}
