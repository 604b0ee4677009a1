import { crc32, deflateSync, inflateSync } from 'node:zlib'
import { PictureRefused } from '../branding.errors.js'
import { assertSize, type PictureSize } from './picture-size.js'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
/** Bytes of a chunk besides its data: length, name and sum. */
const FRAME_BYTES = 12
const IHDR_BYTES = 13
/** What a picture is drawn with; all else says something about it, and may be anything. */
const KEPT = new Set(['IHDR', 'PLTE', 'tRNS', 'gAMA', 'sRGB', 'IDAT', 'IEND'])
/** Values of a pixel by colour type. */
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }
/** Of an interlaced picture: where each pass begins, and its steps (PNG, section 8.1). */
const PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const

interface Chunk {
  readonly name: string
  readonly data: Buffer
}

/** Whether a file says that it is a PNG. */
export function isPng(bytes: Buffer): boolean {
  return bytes.subarray(0, SIGNATURE.length).equals(SIGNATURE)
}

/**
 * A PNG made anew: its pixels are unpacked, counted and packed again, and nothing comes along that is not needed to draw
 * it. @throws {PictureRefused}
 */
export function rewritePng(bytes: Buffer): { bytes: Buffer; size: PictureSize } {
  const chunks = chunksOf(bytes).filter(({ name }) => KEPT.has(name))
  const [head] = chunks
  if (head?.name !== 'IHDR' || head.data.length !== IHDR_BYTES) throw new PictureRefused('it has no head')
  const size = { width: head.data.readUInt32BE(0), height: head.data.readUInt32BE(4) }
  assertSize(size)
  const pixels = unpack(chunks, rawLength(head.data, size))
  const packed = { name: 'IDAT', data: deflateSync(pixels, { level: 9 }) }
  const before = chunks.filter(({ name }) => name !== 'IDAT' && name !== 'IEND')
  const all = [...before, packed, { name: 'IEND', data: Buffer.alloc(0) }]
  return { bytes: Buffer.concat([SIGNATURE, ...all.map(framed)]), size }
}

function chunksOf(bytes: Buffer): Chunk[] {
  const chunks: Chunk[] = []
  let at = SIGNATURE.length
  while (at + FRAME_BYTES <= bytes.length) {
    const length = bytes.readUInt32BE(at)
    const end = at + FRAME_BYTES + length
    if (end > bytes.length) break
    const named = bytes.subarray(at + 4, end - 4)
    if (crc32(named) !== bytes.readUInt32BE(end - 4)) throw new PictureRefused('a part of it is damaged')
    const name = named.toString('latin1', 0, 4)
    chunks.push({ name, data: named.subarray(4) })
    if (name === 'IEND') return chunks
    at = end
  }
  throw new PictureRefused('it is cut off')
}

/** How many bytes the pixels have, with the one before each line. */
function rawLength(head: Buffer, { width, height }: PictureSize): number {
  const [depth, type, interlaced] = [head[8]!, head[9]!, head[12]!]
  const channels = CHANNELS[type]
  if (channels === undefined || ![1, 2, 4, 8, 16].includes(depth) || interlaced > 1)
    throw new PictureRefused('its kind is not known')
  const linesOf = (columns: number, lines: number) =>
    columns === 0 ? 0 : lines * (1 + Math.ceil((columns * depth * channels) / 8))
  if (interlaced === 0) return linesOf(width, height)
  const passes = PASSES.map(([left, top, across, down]) =>
    linesOf(Math.ceil((width - left) / across), Math.ceil((height - top) / down)),
  )
  return passes.reduce((sum, each) => sum + Math.max(0, each), 0)
}

function unpack(chunks: readonly Chunk[], length: number): Buffer {
  const packed = Buffer.concat(chunks.filter(({ name }) => name === 'IDAT').map(({ data }) => data))
  let pixels: Buffer
  try {
    pixels = inflateSync(packed, { maxOutputLength: length })
  } catch {
    throw new PictureRefused('its pixels cannot be read')
  }
  if (pixels.length !== length) throw new PictureRefused('it has too few pixels')
  return pixels
}

function framed({ name, data }: Chunk): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const [head, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  head.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([head, named, sum])
}
