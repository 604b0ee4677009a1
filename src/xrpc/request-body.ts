import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { ClientGone } from './client-gone.js'
import { InvalidRequest } from './xrpc.errors.js'
import { XrpcError } from './xrpc-error.js'

/** Encodings that may lie one over the other. Each costs memory. */
const CODINGS_MAX = 2

const TYPE_LENGTH_SHOWN = 100

/** Whether a request has a body: `empty` is one of length 0. */
export type BodyPresence = 'absent' | 'empty' | 'present'

/** What the headers say about the body. A chunked one counts as present, though it may turn out empty. */
export function bodyPresence(headers: IncomingHttpHeaders): BodyPresence {
  if (headers['transfer-encoding'] !== undefined) return 'present'
  const length = headers['content-length']
  if (length === undefined) return 'absent'
  return Number(length) === 0 ? 'empty' : 'present'
}

/** The media type of the body, lower case, without parameters; undefined when there is no header. */
export function mediaType(headers: IncomingHttpHeaders): string | undefined {
  return headers['content-type']?.split(';', 1)[0]!.trim().toLowerCase() || undefined
}

/** What is wrong with a media type that the method does not take. */
export function encodingProblem(headers: IncomingHttpHeaders): string {
  const type = mediaType(headers)
  if (type === undefined) return 'Request encoding (Content-Type) required but not provided'
  return `Wrong request encoding (Content-Type): ${type.slice(0, TYPE_LENGTH_SHOWN)}`
}

/** Whether a body of this size is announced: then it need not be read to be refused. */
export function announcesMoreThan(headers: IncomingHttpHeaders, bytesMax: number): boolean {
  return !isEncoded(headers) && Number(headers['content-length'] ?? 0) > bytesMax
}

/**
 * The body without its `Content-Encoding`s.
 * @throws XrpcError 415 for encodings other than gzip, deflate and br
 */
export function decodedBody(request: IncomingMessage): Readable {
  if (!isEncoded(request.headers)) return request
  const codings = request.headers['content-encoding']!.split(',').map((coding) => coding.trim().toLowerCase())
  const decoders = codings.reverse().flatMap((coding) => decoderOf(coding) ?? [])
  if (decoders.length > CODINGS_MAX) {
    throw XrpcError.unsupportedMediaType('too many content encodings')
  }
  return decoders.reduce<Readable>((source, decoder) => {
    // Not pipeline(), which would take the connection down when the encoding is broken, and the answer with it.
    source.once('error', (error) => decoder.destroy(error))
    source.once('close', () => source.readableEnded || decoder.destroy(new ClientGone()))
    return source.pipe(decoder)
  }, request)
}

/** Whether the body is not as long as `Content-Length` says, since it is compressed. */
export function isEncoded(headers: IncomingHttpHeaders): boolean {
  const coding = headers['content-encoding']
  return coding !== undefined && coding !== '' && coding.toLowerCase() !== 'identity'
}

function decoderOf(coding: string) {
  switch (coding) {
    case 'identity':
    case '':
      return undefined
    case 'gzip':
    case 'x-gzip':
      return createGunzip()
    case 'deflate':
      return createInflate()
    case 'br':
      return createBrotliDecompress()
    default:
      throw XrpcError.unsupportedMediaType(`unsupported content encoding "${coding.slice(0, 32)}"`)
  }
}

/**
 * Reads a whole body.
 * @param tooLarge makes the error for a body of more than `bytesMax` bytes, decoded
 * @throws InvalidRequest when the body is not of its content encoding
 */
export function readBody(request: IncomingMessage, bytesMax: number, tooLarge: () => Error): Promise<Buffer> {
  if (announcesMoreThan(request.headers, bytesMax)) return Promise.reject(tooLarge())
  if (isLost(request)) return Promise.reject(new ClientGone())
  const source = decodedBody(request)
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let bytes = 0
    const settle = (finish: () => void): void => {
      source.off('data', onData).off('end', onEnd).off('error', onError).off('close', onClose)
      // What fails from now on, such as a decoder that is cut off, is of no interest.
      source.on('error', () => undefined)
      finish()
    }
    const onData = (chunk: Buffer): void => {
      bytes += chunk.length
      chunks.push(chunk)
      if (bytes > bytesMax) settle(() => (release(request, source), reject(tooLarge())))
    }
    const onEnd = (): void =>
      settle(() => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, bytes)))
    const onError = (error: Error): void => settle(() => (release(request, source), reject(readError(error))))
    const onClose = (): void => settle(() => reject(new ClientGone()))
    source.on('data', onData).once('end', onEnd).once('error', onError).once('close', onClose)
  })
}

/**
 * The body piece by piece. The connection survives when the reader stops early, so that there can be an answer.
 * @param tooLarge as in {@link readBody}
 */
export async function* streamBody(
  request: IncomingMessage,
  bytesMax: number,
  tooLarge: () => Error,
): AsyncGenerator<Uint8Array> {
  if (announcesMoreThan(request.headers, bytesMax)) throw tooLarge()
  const source = decodedBody(request)
  let bytes = 0
  try {
    for await (const chunk of source.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      bytes += chunk.length
      if (bytes > bytesMax) throw tooLarge()
      yield chunk
    }
  } catch (error) {
    throw bytes > bytesMax ? error : readError(error as Error)
  } finally {
    release(request, source)
  }
}

/** Whether a body that may be empty has a first byte. Reads up to it. */
export function hasContent(request: IncomingMessage): Promise<boolean> {
  if (isLost(request)) return Promise.reject(new ClientGone())
  return new Promise((resolve, reject) => {
    const settle = (finish: () => void): void => {
      request.off('data', onData).off('end', onEnd).off('error', onClose).off('close', onClose)
      request.pause()
      finish()
    }
    const onData = (): void => settle(() => resolve(true))
    const onEnd = (): void => settle(() => resolve(false))
    const onClose = (): void => settle(() => reject(new ClientGone()))
    request.on('data', onData).once('end', onEnd).once('error', onClose).once('close', onClose)
  })
}

/** Nothing more will be heard of it, not even its end. */
function isLost(request: IncomingMessage): boolean {
  return request.destroyed && !request.readableEnded
}

/** Lets go of a decoder, so that the rest of the body can be drained. */
function release(request: IncomingMessage, source: Readable): void {
  if (source === request) return
  request.unpipe()
  source.destroy()
}

/** Errors of zlib have codes of their own (`Z_…`, of Brotli `ERR__…`); whatever else fails is the connection. */
function readError(error: Error): Error {
  const { code } = error as NodeJS.ErrnoException
  if (code?.startsWith('Z_') || code?.startsWith('ERR__')) {
    return new InvalidRequest('The request body is not of its content encoding')
  }
  return error instanceof ClientGone ? error : new ClientGone({ cause: error })
}
