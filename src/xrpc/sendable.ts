import { jsonToLex } from '@guildhall/data'
import type { BinaryBody, CompiledBody } from '@guildhall/lexicon'
import { StreamableFile } from '@nestjs/common'
import { Readable } from 'node:stream'
import { PassedAnswer } from './passed-answer.js'
import { ReadyJson } from './ready-json.js'
import { RequestCall } from './request-call.js'

const JSON_TYPE = 'application/json'
/** As Fastify sends what it has made into JSON itself. */
const JSON_WITH_CHARSET = `${JSON_TYPE}; charset=utf-8`

/**
 * Turns what a handler returns into what is sent; in development, compares it with the lexicon first. What was
 * called without a request, as unit tests do, is returned as it is.
 * @throws Error when the output is not what the lexicon says; a fault, not a refusal
 */
export function sendable(call: object, output: unknown): unknown {
  if (!(call instanceof RequestCall)) return output
  if (output instanceof PassedAnswer) return passed(call, output)
  const declared = call.lexicon.output
  if (!declared) return undefined
  if (output instanceof ReadyJson) return ready(call, declared, output)
  if (declared.encoding !== JSON_TYPE) return binary(call, output as BinaryBody)
  if (call.strict) checkOutput(call.nsid, declared, output)
  return output
}

function passed({ reply }: RequestCall, { status, headers, body }: PassedAnswer): unknown {
  reply.status(status).headers(headers)
  return body instanceof Readable ? new StreamableFile(body) : body
}

function ready(
  { reply, nsid, strict }: RequestCall,
  declared: CompiledBody,
  { text }: ReadyJson<unknown>,
): string {
  if (strict) checkOutput(nsid, declared, JSON.parse(text))
  // A bare string would be taken for plain text.
  reply.header('content-type', JSON_WITH_CHARSET)
  return text
}

function binary({ reply }: RequestCall, { body, encoding, headers, status }: BinaryBody): unknown {
  reply.header('content-type', encoding)
  if (headers) reply.headers(headers)
  if (status !== undefined) reply.status(status)
  // What streams may be large: it is not produced to be thrown away.
  // Fastify takes it from there: Nest would read a bare stream itself, and make another of it.
  if (body instanceof Readable) return new StreamableFile(body)
  if (!(body instanceof Uint8Array)) return body
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength)
}

function checkOutput(nsid: string, declared: CompiledBody, output: unknown): void {
  if (output === undefined) throw new Error(`${nsid} answered with nothing`)
  const result = declared.validate?.(jsonToLex(JSON.parse(JSON.stringify(output))))
  if (result?.ok === false) {
    throw new Error(`${nsid} answered with what is not its output: ${result.path} ${result.message}`)
  }
}
