import { inflateRawSync } from 'node:zlib'
import { ENCODED_MAX_CHARS, MESSAGE_MAX_BYTES } from './limits.js'
import { SamlProblem } from './saml-problem.js'

/** A message as base64, as forms carry it. @throws {SamlProblem} */
export function decodeMessage(encoded: string): string {
  return asText(bytesOf(encoded))
}

/** A message as base64 of what was deflated, as addresses carry it. @throws {SamlProblem} */
export function inflateMessage(encoded: string): string {
  const packed = bytesOf(encoded)
  try {
    return asText(inflateRawSync(packed, { maxOutputLength: MESSAGE_MAX_BYTES }))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge()
    throw error instanceof SamlProblem ? error : new SamlProblem('malformed', 'not deflated')
  }
}

function bytesOf(encoded: string): Buffer {
  if (encoded.length > ENCODED_MAX_CHARS + ENCODED_MAX_CHARS / 32) throw tooLarge()
  const joined = encoded.replace(/\s/g, '')
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(joined)) throw new SamlProblem('malformed', 'not base64')
  return Buffer.from(joined, 'base64')
}

function asText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes)
  } catch {
    throw new SamlProblem('malformed', 'not UTF-8')
  }
}

function tooLarge(): SamlProblem {
  return new SamlProblem('too_large', `a message has up to ${MESSAGE_MAX_BYTES} bytes`)
}
