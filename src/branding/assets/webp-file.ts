import { PictureRefused } from '../branding.errors.js'
import { assertSize, type PictureSize } from './picture-size.js'

const HEAD_BYTES = 12
const CHUNK_HEAD_BYTES = 8
/** What a still picture is drawn with. */
const KEPT = new Set(['VP8X', 'ALPH', 'VP8 ', 'VP8L'])
/** Of a VP8X chunk: what else the file has; only that it has transparency is kept. */
const ALPHA_FLAG = 0x10
const LOSSY_HEAD_BYTES = 10
const LOSSLESS_HEAD_BYTES = 5
const LOSSLESS_SIGN = 0x2f

interface Chunk {
  readonly name: string
  readonly data: Buffer
}

/** Whether a file says that it is a WebP. */
export function isWebp(bytes: Buffer): boolean {
  return bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, HEAD_BYTES) === 'WEBP'
}

/** A WebP put together anew of what it is drawn with. @throws {PictureRefused} */
export function rewriteWebp(bytes: Buffer): { bytes: Buffer; size: PictureSize } {
  const all = chunksOf(bytes)
  if (all.some(({ name }) => name === 'ANIM' || name === 'ANMF')) throw new PictureRefused('it moves')
  const chunks = all.filter(({ name }) => KEPT.has(name)).map(cleaned)
  const picture = chunks.filter(({ name }) => name === 'VP8 ' || name === 'VP8L')
  if (picture.length !== 1) throw new PictureRefused('it has not one picture in it')
  const size = sizeOf(picture[0]!)
  assertSize(size)
  const body = Buffer.concat([Buffer.from('WEBP', 'latin1'), ...chunks.map(framed)])
  const head = Buffer.alloc(CHUNK_HEAD_BYTES)
  head.write('RIFF', 'latin1')
  head.writeUInt32LE(body.length, 4)
  return { bytes: Buffer.concat([head, body]), size }
}

function chunksOf(bytes: Buffer): Chunk[] {
  const chunks: Chunk[] = []
  let at = HEAD_BYTES
  while (at < bytes.length) {
    if (at + CHUNK_HEAD_BYTES > bytes.length) throw new PictureRefused('it is cut off')
    const length = bytes.readUInt32LE(at + 4)
    const end = at + CHUNK_HEAD_BYTES + length
    if (end > bytes.length) throw new PictureRefused('it is cut off')
    chunks.push({
      name: bytes.toString('latin1', at, at + 4),
      data: bytes.subarray(at + CHUNK_HEAD_BYTES, end),
    })
    at = end + (length % 2)
  }
  return chunks
}

function cleaned({ name, data }: Chunk): Chunk {
  if (name !== 'VP8X') return { name, data }
  const copy = Buffer.from(data)
  if (copy.length > 0) copy[0]! &= ALPHA_FLAG
  return { name, data: copy }
}

function sizeOf({ name, data }: Chunk): PictureSize {
  if (name === 'VP8 ' && data.length >= LOSSY_HEAD_BYTES && data.readUIntBE(3, 3) === 0x9d012a)
    return { width: data.readUInt16LE(6) & 0x3fff, height: data.readUInt16LE(8) & 0x3fff }
  if (name === 'VP8L' && data.length >= LOSSLESS_HEAD_BYTES && data[0] === LOSSLESS_SIGN) {
    const bits = data.readUInt32LE(1)
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
  }
  throw new PictureRefused('its pixels cannot be read')
}

function framed({ name, data }: Chunk): Buffer {
  const head = Buffer.alloc(CHUNK_HEAD_BYTES)
  head.write(name, 'latin1')
  head.writeUInt32LE(data.length, 4)
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)])
}
