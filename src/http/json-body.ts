import type { FastifyRequest } from 'fastify'
import { bodyPresence, mediaType, readBody } from '../xrpc/index.js'
import { BodyNotJson, BodyNotTaken, JsonTooLarge, TextNotStorable } from './http.errors.js'

const JSON_TYPE = 'application/json'

/** Whether JSON may have such a text in it as PostgreSQL does not take: only escapes make one. */
const ESCAPED = /\\u(?:0000|d[89a-f])/i

/**
 * The JSON body of a request to a plain route; undefined where there is none.
 * @param bytesMax largest body, decoded (bytes)
 * @throws {BodyNotTaken | BodyNotJson | TextNotStorable | JsonTooLarge}
 */
export async function readJson({ headers, raw }: FastifyRequest, bytesMax: number): Promise<unknown> {
  if (bodyPresence(headers) !== 'present') return undefined
  if (mediaType(headers) !== JSON_TYPE) throw new BodyNotTaken(JSON_TYPE)
  const bytes = await readBody(raw, bytesMax, () => new JsonTooLarge(bytesMax))
  if (bytes.length === 0) return undefined
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return JSON.parse(text, ESCAPED.test(text) ? storable : undefined) as unknown
  } catch (cause) {
    if (cause instanceof TextNotStorable) throw cause
    throw new BodyNotJson({ cause })
  }
}

/** @throws {TextNotStorable} */
function storable(name: string, value: unknown): unknown {
  for (const text of [name, value])
    if (typeof text === 'string' && (text.includes('\0') || !text.isWellFormed())) throw new TextNotStorable()
  return value
}
