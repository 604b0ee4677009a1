import type { FastifyRequest } from 'fastify'
import { mediaType, readBody } from '../xrpc/index.js'
import { BodyNotTaken, BodyNotText, JsonTooLarge } from './http.errors.js'

/** The text of a request, and what it says it is. */
export interface TextBody {
  /** media type, without parameters */
  readonly type: string
  readonly text: string
}

/**
 * The body of a request to a plain route that takes texts.
 * @param types media types that are taken
 * @param bytesMax largest body, decoded (bytes)
 * @throws {BodyNotTaken | BodyNotText | JsonTooLarge}
 */
export async function readText(
  { headers, raw }: FastifyRequest,
  types: readonly string[],
  bytesMax: number,
): Promise<TextBody> {
  const type = mediaType(headers)
  if (type === undefined || !types.includes(type)) throw new BodyNotTaken(types.join(' or '))
  const bytes = await readBody(raw, bytesMax, () => new JsonTooLarge(bytesMax))
  try {
    return { type, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch (cause) {
    throw new BodyNotText({ cause })
  }
}
