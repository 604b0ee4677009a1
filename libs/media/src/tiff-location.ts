import { COORDINATE_MAX_BYTES, TIFF_HEADER_SLACK_BYTES } from './limits.js'
import { IN_EXIF, IN_XMP, type LocationFinding } from './location-finding.js'
import type { MeteredSource } from './metered-source.js'
import { uint } from './numbers.js'
import {
  isGpsDirectory,
  tiffDirectories,
  type TiffDirectory,
  type TiffEntry,
  type TiffLayout,
  tiffLayout,
} from './tiff.js'
import { hasXmpPosition, withoutXmpPosition } from './xmp-location.js'

/** Tags of a GPS directory that hold a coordinate: of the camera, and of what it was aimed at. */
const COORDINATE_TAGS = new Set([0x02, 0x04, 0x14, 0x16])
const XMP_TAG = 0x2bc
const RATIONALS = new Set([5, 10])
const RATIONAL_BYTES = 8

/** Most GPS directories that are taken out of one piece; honest ones have one. */
const GPS_DIRECTORIES_MAX = 16

/** The position in TIFF data: in a GPS directory with a coordinate, or in XMP. @throws LimitReached */
export function findInTiff(source: MeteredSource): LocationFinding | undefined {
  const layout = tiffLayout(source)
  if (!layout) return undefined
  for (const directory of tiffDirectories(source, layout)) {
    if (isGpsDirectory(directory) && hasCoordinate(source, layout, directory)) return IN_EXIF
    for (const entry of directory.entries) {
      if (entry.tag !== XMP_TAG) continue
      if (hasXmpPosition(source.read(entry.valueAt, entry.valueBytes))) return IN_XMP
    }
  }
  return undefined
}

/** Where in these bytes TIFF data begin: EXIF is often, but not always, preceded by its name and zeros. */
export function tiffStart(bytes: Uint8Array): number | undefined {
  const last = Math.min(bytes.length - 4, TIFF_HEADER_SLACK_BYTES)
  for (let at = 0; at <= last; at++) {
    const mark = uint(bytes, at, 4)
    // II*, MM*, and both of BigTIFF
    if ([0x49492a00, 0x4d4d002a, 0x49492b00, 0x4d4d002b].includes(mark)) return at
  }
  return undefined
}

/** The position in EXIF data as files hold it. @throws LimitReached */
export function findInExif(bytes: Uint8Array, meter: MeteredSource): LocationFinding | undefined {
  const start = tiffStart(bytes)
  return start === undefined ? undefined : findInTiff(meter.within(bytes.subarray(start)))
}

/**
 * EXIF data without any GPS directory and without positions in its XMP; everything else stays where it is, since it is
 * found by offsets. `undefined` where it cannot be taken out piece by piece.
 * @throws LimitReached
 */
export function withoutExifPosition(bytes: Uint8Array, meter: MeteredSource): Uint8Array | undefined {
  const start = tiffStart(bytes)
  const copy = Uint8Array.from(bytes)
  if (start === undefined) return copy
  const tiff = copy.subarray(start)
  if (!blankXmp(tiff, meter.within(tiff))) return undefined
  for (let i = 0; i < GPS_DIRECTORIES_MAX; i++) if (!takeOutOne(tiff, meter.within(tiff))) return copy
  return undefined
}

function blankXmp(tiff: Uint8Array, source: MeteredSource): boolean {
  const layout = tiffLayout(source)
  if (!layout) return true
  for (const { entries } of [...tiffDirectories(source, layout)]) {
    for (const { valueAt, valueBytes } of entries.filter(({ tag }) => tag === XMP_TAG)) {
      const blanked = withoutXmpPosition(source.read(valueAt, valueBytes))
      if (!blanked) return false
      if (blanked.length > 0) tiff.set(blanked, valueAt)
    }
  }
  return true
}

/** Takes out the first GPS directory, if there is one: its values, itself, and the entry that leads to it. */
function takeOutOne(tiff: Uint8Array, source: MeteredSource): boolean {
  const layout = tiffLayout(source)
  if (!layout) return false
  for (const directory of tiffDirectories(source, layout)) {
    if (!isGpsDirectory(directory)) continue
    for (const { isInline, valueAt, valueBytes } of directory.entries) {
      if (!isInline) tiff.fill(0, valueAt, valueAt + valueBytes)
    }
    const { countBytes, entryBytes } = layout
    tiff.fill(0, directory.at, directory.at + countBytes + directory.entries.length * entryBytes)
    const { directory: parent, entry } = directory.parent!
    removeEntry(tiff, layout, parent, entry)
    return true
  }
  return false
}

/** Moves what follows an entry, and the offset of the next directory, to its place. */
function removeEntry(tiff: Uint8Array, layout: TiffLayout, parent: TiffDirectory, entry: TiffEntry): void {
  const { countBytes, entryBytes, offsetBytes, little } = layout
  const count = uint(tiff, parent.at, countBytes, little)
  const end = parent.at + countBytes + count * entryBytes + offsetBytes
  const from = entry.at + entryBytes
  tiff.copyWithin(entry.at, from, end)
  tiff.fill(0, Math.max(entry.at, end - entryBytes), end)
  for (let i = 0, rest = count - 1; i < countBytes; i++, rest = Math.floor(rest / 256)) {
    tiff[parent.at + (little ? i : countBytes - 1 - i)] = Math.max(0, rest) % 256
  }
}

function hasCoordinate(source: MeteredSource, layout: TiffLayout, { entries }: TiffDirectory): boolean {
  return entries
    .filter(({ tag }) => COORDINATE_TAGS.has(tag))
    .some((entry) => {
      const bytes = source.read(entry.valueAt, Math.min(entry.valueBytes, COORDINATE_MAX_BYTES))
      return RATIONALS.has(entry.type) ? hasNumerator(bytes, layout) : bytes.some((byte) => byte !== 0)
    })
}

/** 0/0 or 0/1 stands for a coordinate that a receiver without a fix did not know. */
function hasNumerator(bytes: Uint8Array, { little }: TiffLayout): boolean {
  for (let at = 0; at + 4 <= bytes.length; at += RATIONAL_BYTES)
    if (uint(bytes, at, 4, little) > 0) return true
  return false
}
