import { crc32, deflateSync } from 'node:zlib'

/** Metadata to be put into a file, and how. */
export interface Metadata {
  exif?: Buffer
  xmp?: Buffer
}

/** A grey picture of 1 by 1 pixels: tables and scan, without the start and the end of the file. */
const JPEG_PICTURE = Buffer.from(
  'ffdb004300' +
    '01'.repeat(64) +
    'ffc0000b080001000101011100' +
    'ffc4001400' +
    '01000000000000000000000000000000' +
    '03' +
    'ffc4001410' +
    '01000000000000000000000000000000' +
    '00' +
    'ffda0008010100003f00' +
    '37',
  'hex',
)
const PNG_SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex')
/** 1 by 1 pixels, without losses. */
const VP8L = Buffer.from('2f00000010071011118888fe07', 'hex')

export const XMP_HEADER = Buffer.from('http://ns.adobe.com/xap/1.0/\0')
const EXTENSION_HEADER = Buffer.from('http://ns.adobe.com/xmp/extension/\0')
export const EXIF_HEADER = Buffer.from('Exif\0\0')

export const u16 = (value: number) => Buffer.from([value >> 8, value & 255])
export const u32 = (value: number) => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
const u32le = (value: number) => Buffer.from(u32(value)).reverse()

export function jpegSegment(marker: number, payload: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0xff, marker]), u16(payload.length + 2), payload])
}

/** A JPEG file with these segments in front of its picture. */
export function jpeg(...segments: Buffer[]): Buffer {
  const jfif = jpegSegment(0xe0, Buffer.from('4a46494600010100000100010000', 'hex'))
  return Buffer.concat([
    Buffer.from('ffd8', 'hex'),
    jfif,
    ...segments,
    JPEG_PICTURE,
    Buffer.from('ffd9', 'hex'),
  ])
}
export const exifSegment = (exif: Buffer) => jpegSegment(0xe1, Buffer.concat([EXIF_HEADER, exif]))
export const xmpSegment = (xmp: Buffer) => jpegSegment(0xe1, Buffer.concat([XMP_HEADER, xmp]))

/** A packet in two segments, the second part first. */
export function extendedXmp(xmp: Buffer): Buffer[] {
  const middle = Math.floor(xmp.length / 2)
  const piece = (from: number, until: number) => {
    const head = [EXTENSION_HEADER, Buffer.from('0123456789ABCDEF'.repeat(2)), u32(xmp.length), u32(from)]
    return jpegSegment(0xe1, Buffer.concat([...head, xmp.subarray(from, until)]))
  }
  return [piece(middle, xmp.length), piece(0, middle)]
}

export function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  return Buffer.concat([u32(data.length), body, u32(crc32(body))])
}

/** A PNG file with these chunks in front of its picture. */
export function png(...chunks: Buffer[]): Buffer {
  return Buffer.concat([
    PNG_SIGNATURE,
    pngChunk('IHDR', Buffer.from('00000001000000010800000000', 'hex')),
    ...chunks,
    pngChunk('IDAT', deflateSync(Buffer.from([0, 128]))),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}
export const textChunk = (keyword: string, text: Buffer) =>
  pngChunk('tEXt', Buffer.concat([Buffer.from(`${keyword}\0`), text]))
export const compressedTextChunk = (keyword: string, text: Buffer) =>
  pngChunk('zTXt', Buffer.concat([Buffer.from(`${keyword}\0\0`), deflateSync(text)]))
export const internationalChunk = (keyword: string, text: Buffer, isCompressed = false) =>
  pngChunk(
    'iTXt',
    Buffer.concat([
      Buffer.from(`${keyword}\0`),
      Buffer.from([isCompressed ? 1 : 0, 0]),
      Buffer.from('\0\0'),
      isCompressed ? deflateSync(text) : text,
    ]),
  )
/** Lines of digits, as ImageMagick writes them. */
export const rawProfile = (name: string, bytes: Buffer) =>
  Buffer.from(
    `\n${name}\n${String(bytes.length).padStart(8)}\n${bytes.toString('hex').replace(/.{72}/g, '$&\n')}\n`,
  )

/** A WebP file in the extended form; EXIF with or without its name in front. */
export function webp({ exif, xmp }: Metadata): Buffer {
  const chunk = (type: string, data: Buffer) =>
    Buffer.concat([Buffer.from(type), u32le(data.length), data, Buffer.alloc(data.length % 2)])
  const flags = (exif ? 8 : 0) | (xmp ? 4 : 0)
  const body = Buffer.concat([
    Buffer.from('WEBP'),
    chunk('VP8X', Buffer.concat([Buffer.from([flags, 0, 0, 0]), Buffer.alloc(6)])),
    chunk('VP8L', VP8L),
    ...(exif ? [chunk('EXIF', exif)] : []),
    ...(xmp ? [chunk('XMP ', xmp)] : []),
  ])
  return Buffer.concat([Buffer.from('RIFF'), u32le(body.length), body])
}

/** A box of an ISO media file. */
export function box(type: string, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content)
  return Buffer.concat([u32(body.length + 8), Buffer.from(type, 'latin1'), body])
}
export const longBox = (type: string, ...content: Buffer[]) => {
  const body = Buffer.concat(content)
  return Buffer.concat([u32(1), Buffer.from(type, 'latin1'), u32(0), u32(body.length + 16), body])
}
/** A box with version and flags. */
export const fullBox = (type: string, version: number, ...content: Buffer[]) =>
  box(type, Buffer.from([version, 0, 0, 0]), ...content)
export const fileType = (brand: string) =>
  box('ftyp', Buffer.from(brand), u32(0), Buffer.from(`${brand}mif1`))
export const handler = (type: string) => fullBox('hdlr', 0, u32(0), Buffer.from(type), Buffer.alloc(13))

/** A HEIF file whose metadata are items: in the file, or in a box of the `meta` itself, in one or two pieces. */
export function heif(
  brand: string,
  { exif, xmp }: Metadata,
  style: { inIdat?: boolean; split?: boolean } = {},
): Buffer {
  const items = [
    { type: 'hvc1', data: Buffer.from('no picture'), name: Buffer.from('\0') },
    ...(exif
      ? [{ type: 'Exif', data: Buffer.concat([u32(6), EXIF_HEADER, exif]), name: Buffer.from('\0') }]
      : []),
    ...(xmp ? [{ type: 'mime', data: xmp, name: Buffer.from('\0application/rdf+xml\0') }] : []),
  ]
  const data = Buffer.concat(items.map((item) => item.data))
  const meta = (base: number) => heifMeta(items, base, data, style)
  const head = fileType(brand)
  const base = style.inIdat ? 0 : head.length + meta(0).length + 8
  return Buffer.concat([head, meta(base), ...(style.inIdat ? [] : [box('mdat', data)])])
}

function heifMeta(
  items: { type: string; data: Buffer; name: Buffer }[],
  base: number,
  data: Buffer,
  { inIdat = false, split = false }: { inIdat?: boolean; split?: boolean },
): Buffer {
  const infos = items.map(({ type, name }, i) =>
    fullBox('infe', 2, u16(i + 1), u16(0), Buffer.from(type), name),
  )
  let at = base
  const places = items.map(({ data: { length } }, i) => {
    const pieces = split ? [1, length - 1] : [length]
    const extents = pieces.map((piece) => {
      const extent = Buffer.concat([u32(at), u32(piece)])
      at += piece
      return extent
    })
    return Buffer.concat([u16(i + 1), u16(inIdat ? 1 : 0), u16(0), u16(extents.length), ...extents])
  })
  return fullBox(
    'meta',
    0,
    handler('pict'),
    fullBox('iinf', 0, u16(items.length), ...infos),
    fullBox('iloc', 1, u16(0x4400), u16(items.length), ...places),
    ...(inIdat ? [box('idat', data)] : []),
  )
}
