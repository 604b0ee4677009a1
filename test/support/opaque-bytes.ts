import { randomBytes } from 'node:crypto'

/**
 * Random bytes of no known format: one in two thousand files of merely random bytes begin as an MP3 or an archive does,
 * and have the media type of one. Signatures begin with none of 0x80 to 0xbf, but for that of PNG, which goes on with
 * a letter.
 */
export function opaqueBytes(count: number): Buffer {
  const bytes = randomBytes(count)
  return bytes.map((byte) => 0x80 | (byte & 0x3f)) as Buffer
}
