import { contentOf, FULL_BOX_BYTES, type IsoBox, isoBoxes } from './iso-boxes.js'
import type { MetadataPart } from './metadata-part.js'
import type { MeteredSource } from './metered-source.js'
import { latin1, uint } from './numbers.js'

/** Where an item lies, piece by piece. */
interface ItemPlace {
  id: number
  isInIdat: boolean
  extents: { offset: number; length: number }[]
}

/** Widths of the fields of `iloc`, in bytes. */
interface FieldWidths {
  offset: number
  length: number
  base: number
  index: number
}

/** The items of a HEIF or AVIF picture that are EXIF, or text such as XMP. @throws LimitReached */
export function* heifParts(
  source: MeteredSource,
  iinf: IsoBox,
  iloc: IsoBox,
  idat: IsoBox | undefined,
): Generator<MetadataPart> {
  const kinds = itemKinds(source, iinf)
  if (kinds.size === 0) return
  for (const { id, isInIdat, extents } of itemPlaces(source, contentOf(source, iloc))) {
    const kind = kinds.get(id)
    if (!kind || (isInIdat && !idat)) continue
    const base = isInIdat ? idat!.start : 0
    const pieces = extents.map(({ offset, length }) => source.read(base + offset, length))
    yield { kind, bytes: Buffer.concat(pieces) }
  }
}

/** Items of interest by number. */
function itemKinds(source: MeteredSource, iinf: IsoBox): Map<number, 'exif' | 'xmp'> {
  const version = uint(source.read(iinf.start, 1), 0, 1)
  const countBytes = version === 0 ? 2 : 4
  const kinds = new Map<number, 'exif' | 'xmp'>()
  for (const box of isoBoxes(source, iinf.start + FULL_BOX_BYTES + countBytes, iinf.end)) {
    if (box.type !== 'infe') continue
    const head = source.read(box.start, 16)
    const idBytes = head[0] === 2 ? 2 : 4
    const type = latin1(head.subarray(FULL_BOX_BYTES + idBytes + 2, FULL_BOX_BYTES + idBytes + 6))
    const id = uint(head, FULL_BOX_BYTES, idBytes)
    if (type === 'Exif') kinds.set(id, 'exif')
    // Of whatever type: text that is no XMP has none of its names.
    if (type === 'mime') kinds.set(id, 'xmp')
  }
  return kinds
}

function* itemPlaces(source: MeteredSource, iloc: Uint8Array): Generator<ItemPlace> {
  const version = uint(iloc, 0, 1)
  const sizes = uint(iloc, FULL_BOX_BYTES, 2)
  const widths = {
    offset: sizes >> 12,
    length: (sizes >> 8) & 15,
    base: (sizes >> 4) & 15,
    index: sizes & 15,
  }
  const idBytes = version < 2 ? 2 : 4
  const count = uint(iloc, FULL_BOX_BYTES + 2, idBytes)
  const fields = new FieldReader(iloc, FULL_BOX_BYTES + 2 + idBytes)
  for (let i = 0; i < count && !fields.isAtEnd; i++) {
    source.step()
    const id = fields.next(idBytes)
    const method = version > 0 ? fields.next(2) & 15 : 0
    const extents = readExtents(source, fields, widths, version > 0)
    // Items that are made from other items hold no metadata.
    if (method < 2) yield { id, isInIdat: method === 1, extents }
  }
}

function readExtents(source: MeteredSource, fields: FieldReader, widths: FieldWidths, hasIndex: boolean) {
  fields.next(2)
  const base = fields.next(widths.base)
  const count = fields.next(2)
  const extents: ItemPlace['extents'] = []
  for (let i = 0; i < count && !fields.isAtEnd; i++) {
    source.step()
    if (hasIndex) fields.next(widths.index)
    const offset = base + fields.next(widths.offset)
    extents.push({ offset, length: fields.next(widths.length) })
  }
  return extents
}

/** Numbers one after the other. */
class FieldReader {
  constructor(
    private readonly bytes: Uint8Array,
    private at: number,
  ) {}

  get isAtEnd(): boolean {
    return this.at >= this.bytes.length
  }

  next(width: number): number {
    const value = uint(this.bytes, this.at, width)
    this.at += width
    return value
  }
}
