import { LimitReached } from './limit-reached.js'
import { TIFF_DIRECTORIES_MAX, TIFF_ENTRIES_MAX } from './limits.js'
import type { MeteredSource } from './metered-source.js'
import { uint } from './numbers.js'

/** Bytes of one value of each type: byte, ASCII, short, long, rational, … */
const TYPE_BYTES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8]

/** Tags that point to other directories. */
const POINTER = { subdirectories: 0x14a, exif: 0x8769, gps: 0x8825 }
const BIG_MAGIC = 43

/** How numbers and entries are laid out. */
export interface TiffLayout {
  little: boolean
  /** BigTIFF: offsets of 8 bytes */
  big: boolean
  offsetBytes: number
  countBytes: number
  entryBytes: number
}

/** One entry of a directory; its value lies at `valueAt`, inside the entry or elsewhere. */
export interface TiffEntry {
  tag: number
  type: number
  at: number
  valueAt: number
  valueBytes: number
  isInline: boolean
}

export interface TiffDirectory {
  at: number
  entries: TiffEntry[]
  /** the directory and the entry that lead to this one; none for those of the main chain */
  parent?: { directory: TiffDirectory; entry: TiffEntry }
}

const CLASSIC = { big: false, offsetBytes: 4, countBytes: 2, entryBytes: 12 }
const BIG = { big: true, offsetBytes: 8, countBytes: 8, entryBytes: 20 }

/**
 * The layout, if this is TIFF data; its second number is not insisted on, since makers of cameras have their own.
 * @throws LimitReached
 */
export function tiffLayout(source: MeteredSource): TiffLayout | undefined {
  const head = source.read(0, 16)
  const mark = uint(head, 0, 2)
  if (mark !== 0x4949 && mark !== 0x4d4d) return undefined
  const little = mark === 0x4949
  return { little, ...(uint(head, 2, 2, little) === BIG_MAGIC ? BIG : CLASSIC) }
}

/**
 * All directories, each once: those of the main chain, and those that they point to.
 * @throws LimitReached
 */
export function* tiffDirectories(source: MeteredSource, layout: TiffLayout): Generator<TiffDirectory> {
  const { big, little, offsetBytes } = layout
  const first = uint(source.read(big ? 8 : 4, offsetBytes), 0, offsetBytes, little)
  const waiting: Pick<TiffDirectory, 'at' | 'parent'>[] = [{ at: first }]
  const seen = new Set<number>()
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    // A position that is also something else is still a position: what leads to a directory counts as well.
    const key = next.parent?.entry.tag === POINTER.gps ? -next.at : next.at
    if (next.at === 0 || next.at >= source.size || seen.has(key)) continue
    if (seen.add(key).size > TIFF_DIRECTORIES_MAX) throw new LimitReached()
    const { entries, following } = readDirectory(source, layout, next.at)
    const directory = { ...next, entries }
    yield directory
    if (!next.parent) waiting.push({ at: following })
    for (const entry of entries) {
      for (const at of pointedAt(source, layout, entry)) waiting.push({ at, parent: { directory, entry } })
    }
  }
}

/** Whether a directory is one of positions. */
export function isGpsDirectory(directory: TiffDirectory): boolean {
  return directory.parent?.entry.tag === POINTER.gps
}

function readDirectory(source: MeteredSource, layout: TiffLayout, at: number) {
  const { little, countBytes, entryBytes, offsetBytes } = layout
  const said = uint(source.read(at, countBytes), 0, countBytes, little)
  const count = Math.min(said, TIFF_ENTRIES_MAX)
  const bytes = source.read(at + countBytes, count * entryBytes + offsetBytes)
  source.step(count)
  const entries: TiffEntry[] = []
  for (let i = 0; i < count && (i + 1) * entryBytes <= bytes.length; i++) {
    entries.push(readEntry(bytes.subarray(i * entryBytes), at + countBytes + i * entryBytes, layout))
  }
  return { entries, following: said > count ? 0 : uint(bytes, count * entryBytes, offsetBytes, little) }
}

function readEntry(bytes: Uint8Array, at: number, layout: TiffLayout): TiffEntry {
  const { little, offsetBytes } = layout
  const type = uint(bytes, 2, 2, little)
  const valueBytes = uint(bytes, 4, offsetBytes, little) * (TYPE_BYTES[type] ?? 0)
  const isInline = valueBytes <= offsetBytes
  const field = 4 + offsetBytes
  const valueAt = isInline ? at + field : uint(bytes, field, offsetBytes, little)
  return { tag: uint(bytes, 0, 2, little), type, at, valueAt, valueBytes, isInline }
}

/** The directories that an entry points to. */
function pointedAt(source: MeteredSource, layout: TiffLayout, entry: TiffEntry): number[] {
  const { little, offsetBytes } = layout
  const { subdirectories, exif, gps } = POINTER
  if (![subdirectories, exif, gps].includes(entry.tag)) return []
  const width = entry.type === 16 || entry.type === 18 ? 8 : 4
  const longest = entry.tag === subdirectories ? TIFF_DIRECTORIES_MAX * width : width
  // Pointers of a type that is none are followed all the same, as most readers do.
  const length = entry.valueBytes === 0 ? offsetBytes : Math.min(entry.valueBytes, longest)
  const valueAt = entry.valueBytes === 0 ? entry.at + 4 + offsetBytes : entry.valueAt
  const bytes = source.read(valueAt, length)
  source.step(bytes.length / width)
  const offsets: number[] = []
  for (let at = 0; at + width <= bytes.length; at += width) offsets.push(uint(bytes, at, width, little))
  return offsets
}
