import { isUtf8 } from 'node:buffer'
import type { IncomingHttpHeaders } from 'node:http'
import { DataModelError, jsonToLex, type LexValue } from '@guildhall/data'
import { InvalidRequest } from './xrpc.errors.js'
import { XrpcError } from './xrpc-error.js'

const BYTE_ORDER_MARK = 0xfeff
const CHARSET = /;\s*charset\s*=\s*"?([^";\s]+)/i

/** @throws XrpcError 415 when a JSON body claims to be in other characters than UTF-8 */
export function checkCharset(headers: IncomingHttpHeaders): void {
  const [, charset] = CHARSET.exec(headers['content-type'] ?? '') ?? []
  if (charset !== undefined && !/^utf-?8$/i.test(charset)) {
    throw XrpcError.unsupportedMediaType(`unsupported charset "${charset.slice(0, 32)}"`)
  }
}

/**
 * A JSON body as a value of the data model. No bytes at all stand for an empty object, as clients send none when
 * every field is optional.
 * @throws InvalidRequest
 */
export function parseJsonBody(bytes: Buffer): LexValue {
  if (bytes.length === 0) return {}
  try {
    return jsonToLex(parseJson(bytes))
  } catch (error) {
    if (error instanceof DataModelError) throw new InvalidRequest(`Input: ${error.message}`)
    throw error
  }
}

function parseJson(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw new InvalidRequest('The request body is not UTF-8')
  const text = bytes.toString('utf8')
  try {
    return JSON.parse(text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text)
  } catch {
    // What the parser says quotes the body.
    throw new InvalidRequest('The request body is not valid JSON')
  }
}
