import type { IncomingHttpHeaders } from 'node:http'
import type { BinaryBody } from '@guildhall/lexicon'
import { Readable } from 'node:stream'
import { XrpcError } from './xrpc-error.js'

/** The first and the last byte of a part, counted from 0. */
interface Range {
  start: number
  end: number
}

/** Something that can be sent whole or in part. */
export interface Content {
  /** the same as long as the bytes are the same; without quotes */
  readonly version: string
  /** bytes */
  readonly size: number
  /** The bytes, or a part of them; undefined if they are not there. */
  open(range?: Range): Promise<Readable | undefined>
}

const NOT_MODIFIED = 304
const PARTIAL_CONTENT = 206
const FORM = /^bytes *= *(\d*) *- *(\d*)$/i

/**
 * What of a content a request asks for (RFC 9110, sections 13 and 14): all of it, one part, or nothing because it is
 * there already. Several parts at once are not made; whoever asks for them gets the whole.
 * @returns undefined if the bytes are not there
 * @throws XrpcError 416 for a part that lies beyond the end
 */
export async function partialContent(
  headers: IncomingHttpHeaders,
  content: Content,
): Promise<Omit<BinaryBody, 'encoding'> | undefined> {
  const etag = `"${content.version}"`
  const common = { etag, 'accept-ranges': 'bytes' }
  if (isKnown(headers['if-none-match'], etag)) {
    // A stream, since no length may be stated but that of the whole.
    return { body: Readable.from([]), headers: common, status: NOT_MODIFIED }
  }
  const range = requestedRange(headers, etag, content.size)
  const body = await content.open(range)
  if (!body) return undefined
  if (!range) return { body, headers: { ...common, 'content-length': String(content.size) } }
  const { start, end } = range
  const part = {
    'content-range': `bytes ${start}-${end}/${content.size}`,
    'content-length': String(end - start + 1),
  }
  return { body, headers: { ...common, ...part }, status: PARTIAL_CONTENT }
}

/** Weak and strong names of a version are as good here. */
function isKnown(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  const known = header.split(',').map((each) => each.trim().replace(/^W\//, ''))
  return known.includes(etag) || known.includes('*')
}

/** A range of another form than this is as good as none. */
function requestedRange(
  { range, 'if-range': ifRange }: IncomingHttpHeaders,
  etag: string,
  size: number,
): Range | undefined {
  if (range === undefined || (ifRange !== undefined && ifRange !== etag)) return undefined
  const [, first, last] = FORM.exec(range.trim()) ?? []
  if (first === undefined || last === undefined || (first === '' && last === '')) return undefined
  const found =
    first === '' ? lastBytes(Number(last), size) : { start: Number(first), end: endOf(last, size) }
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined
  if (found.start >= size || found.end < found.start) throw XrpcError.rangeNotSatisfiable(size)
  return found
}

function lastBytes(count: number, size: number): Range {
  return { start: Math.max(0, size - count), end: size - 1 }
}

function endOf(last: string, size: number): number {
  return last === '' ? size - 1 : Math.min(Number(last), size - 1)
}
