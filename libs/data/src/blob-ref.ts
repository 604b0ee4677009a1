import { isCidString } from '@guildhall/syntax'
import { CID } from 'multiformats/cid'
import type { LexMap, LexValue } from './values.js'

/** A reference to a blob, as records have it (atproto.com/specs/data-model#blob-type). */
export type BlobRef = {
  $type: 'blob'
  ref: CID
  mimeType: string
  /** in bytes */
  size: number
}

/** A reference to a blob in its old form, which is read but must not be written any more. */
export type LegacyBlobRef = { cid: string; mimeType: string }

/** Whether a value is a map, not a list, byte string or link. */
export function isLexMap(value: LexValue | undefined): value is LexMap {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !ArrayBuffer.isView(value) &&
    !(value instanceof CID)
  )
}

/** Whether a value is a whole and well-formed reference to a blob. */
export function isBlobRef(value: LexValue | undefined): value is BlobRef {
  if (!isLexMap(value) || value.$type !== 'blob') return false
  const { ref, mimeType, size } = value
  return (
    ref instanceof CID &&
    typeof mimeType === 'string' &&
    mimeType.length > 0 &&
    typeof size === 'number' &&
    Number.isSafeInteger(size) &&
    size >= 0 &&
    Object.keys(value).length === 4
  )
}

function isLegacyBlobRef(value: LexMap): value is LegacyBlobRef {
  const { cid, mimeType } = value
  return (
    typeof cid === 'string' &&
    typeof mimeType === 'string' &&
    Object.keys(value).length === 2 &&
    isCidString(cid)
  )
}

/** All references to blobs in a value, in the order in which they stand there. */
export function findBlobRefs(value: LexValue): BlobRef[] {
  const found: BlobRef[] = []
  visitMaps(value, (map) => {
    if (!isBlobRef(map)) return true
    found.push(map)
    return false
  })
  return found
}

/** All references to blobs in their old form. */
export function findLegacyBlobRefs(value: LexValue): LegacyBlobRef[] {
  const found: LegacyBlobRef[] = []
  visitMaps(value, (map) => {
    if (!isLegacyBlobRef(map)) return true
    found.push(map)
    return false
  })
  return found
}

/** Shows every map, outer ones first, until `visit` says not to go into one. The depth was limited when it was read. */
function visitMaps(value: LexValue | undefined, visit: (map: LexMap) => boolean): void {
  if (Array.isArray(value)) {
    for (const item of value) visitMaps(item, visit)
  } else if (isLexMap(value) && visit(value)) {
    for (const name in value) visitMaps(value[name], visit)
  }
}
