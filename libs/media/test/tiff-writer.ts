/** How the numbers of a TIFF structure are written. */
export interface TiffStyle {
  little: boolean
  big?: boolean
}

/** An entry with a value, or one that leads to another directory. */
export type TiffItem =
  | { tag: number; type: number; count: number; data: Buffer }
  | { tag: number; directory: TiffItem[] }

/** TIFF data with a chain of directories, and what follows them. */
export function tiffData(style: TiffStyle, chain: TiffItem[][], more = Buffer.alloc(0)): Buffer {
  const head = style.big
    ? Buffer.concat([mark(style), number(style, 43, 2), number(style, 8, 2), number(style, 0, 2)])
    : Buffer.concat([mark(style), number(style, 42, 2)])
  const first = head.length + offsetBytes(style)
  const parts = [head, number(style, first, offsetBytes(style))]
  let at = first
  chain.forEach((items, i) => {
    const bytes = directoryBytes(style, items, at, i < chain.length - 1)
    parts.push(bytes)
    at += bytes.length
  })
  return Buffer.concat([...parts, more])
}

export const ascii = (tag: number, text: string): TiffItem => {
  const data = Buffer.from(`${text}\0`, 'latin1')
  return { tag, type: 2, count: data.length, data }
}
export const bytesItem = (tag: number, data: Buffer): TiffItem => ({ tag, type: 1, count: data.length, data })
export const long = (style: TiffStyle, tag: number, value: number): TiffItem => ({
  tag,
  type: 4,
  count: 1,
  data: number(style, value, 4),
})
export const rationals = (style: TiffStyle, tag: number, values: [number, number][]): TiffItem => ({
  tag,
  type: 5,
  count: values.length,
  data: Buffer.concat(values.flat().map((value) => number(style, value, 4))),
})

function directoryBytes(style: TiffStyle, items: TiffItem[], at: number, isFollowed: boolean): Buffer {
  const width = offsetBytes(style)
  const head = number(style, items.length, style.big ? 8 : 2)
  let cursor = at + head.length + items.length * (style.big ? 20 : 12) + width
  const behind: Buffer[] = []
  const append = (bytes: Buffer) => {
    const padded = bytes.length % 2 ? Buffer.concat([bytes, Buffer.alloc(1)]) : bytes
    behind.push(padded)
    cursor += padded.length
  }
  const entries = items.map((item) => {
    const field = Buffer.alloc(width)
    const place = cursor
    if ('directory' in item) append(directoryBytes(style, item.directory, cursor, false))
    else if (item.data.length > width) append(item.data)
    if (!('directory' in item) && item.data.length <= width) item.data.copy(field)
    else number(style, place, width).copy(field)
    const { type, count } = 'directory' in item ? { type: style.big ? 18 : 4, count: 1 } : item
    return Buffer.concat([
      number(style, item.tag, 2),
      number(style, type, 2),
      number(style, count, width),
      field,
    ])
  })
  return Buffer.concat([head, ...entries, number(style, isFollowed ? cursor : 0, width), ...behind])
}

const offsetBytes = ({ big }: TiffStyle) => (big ? 8 : 4)
const mark = ({ little }: TiffStyle) => Buffer.from(little ? 'II' : 'MM')

function number({ little }: TiffStyle, value: number, width: number): Buffer {
  const bytes = Buffer.alloc(width)
  for (let i = 0, rest = value; i < width; i++, rest = Math.floor(rest / 256)) {
    bytes[little ? i : width - 1 - i] = rest % 256
  }
  return bytes
}
