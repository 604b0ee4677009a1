import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'
import { OutboundError } from './outbound-error.js'

/** Content codings that are undone, with a limit on what comes out. */
const DECODERS: Record<string, (bytes: Buffer, options: { maxOutputLength: number }) => Buffer> = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
}

/**
 * A whole body without its content coding.
 * @param header `content-encoding`
 * @param maxBytes of what comes out
 * @throws {OutboundError} `badBody` or `tooLarge`
 */
export function decodeBody(bytes: Buffer, header: string | undefined, maxBytes: number): Buffer {
  const coding = header?.trim().toLowerCase() ?? 'identity'
  if (coding === 'identity' || coding === '' || bytes.length === 0) return bytes
  const decode = DECODERS[coding]
  if (!decode) throw new OutboundError('badBody', `the answer has the unknown coding "${coding}"`)
  try {
    return decode(bytes, { maxOutputLength: Math.min(maxBytes, Number.MAX_SAFE_INTEGER) })
  } catch (cause) {
    const tooLarge = (cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
    if (tooLarge) throw new OutboundError('tooLarge', 'the answer is too large', undefined, { cause })
    throw new OutboundError('badBody', `the answer is not ${coding}`, undefined, { cause })
  }
}
