import type { FastifyRequest } from 'fastify'
import { bodyPresence, mediaType, readBody } from '../xrpc/index.js'
import { BodyNotJson, BodyNotTaken, JsonTooLarge } from './http.errors.js'

const JSON_TYPE = 'application/json'

/**
 * The JSON body of a request to a plain route; undefined where there is none.
 * @param bytesMax largest body, decoded (bytes)
 * @throws {BodyNotTaken | BodyNotJson | JsonTooLarge}
 */
export async function readJson({ headers, raw }: FastifyRequest, bytesMax: number): Promise<unknown> {
  if (bodyPresence(headers) !== 'present') return undefined
  if (mediaType(headers) !== JSON_TYPE) throw new BodyNotTaken(JSON_TYPE)
  const bytes = await readBody(raw, bytesMax, () => new JsonTooLarge(bytesMax))
  if (bytes.length === 0) return undefined
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown
  } catch (cause) {
    throw new BodyNotJson({ cause })
  }
}
