import { promisify } from 'node:util'
import * as zlib from 'node:zlib'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { chooseCoding } from './content-coding.js'
import { callOfRequest } from './request-call.js'

/** Shorter answers fit into a packet or two as they are (bytes, or characters). */
const WORTHWHILE_BYTES = 1024

const { BROTLI_PARAM_QUALITY } = zlib.constants
const [brotli, gzip] = [promisify(zlib.brotliCompress), promisify(zlib.gzip)]

/** Each at its fastest setting, away from the main thread. */
const CODINGS = new Map<string, (text: string) => Promise<Buffer>>([
  ['br', (text) => brotli(text, { params: { [BROTLI_PARAM_QUALITY]: 1 } })],
  ['gzip', (text) => gzip(text, { level: 1 })],
])

/**
 * Compresses what queries are answered with, for clients that ask for it. What procedures answer is left alone: there
 * are tokens among it. So are answers that stream, and those of other services: they have a coding of their own.
 */
export function compressAnswers(server: FastifyInstance): void {
  server.addHook('onSend', (request, reply, payload, done) => {
    if (!isWorthwhile(request, reply, payload)) return done(null, payload)
    vary(reply)
    const coding = chooseCoding(request.headers['accept-encoding']?.toString(), CODINGS.keys())
    if (coding === undefined) return done(null, payload)
    CODINGS.get(coding)!(payload).then((bytes) => {
      reply.header('content-encoding', coding).removeHeader('content-length')
      done(null, bytes)
    }, done)
  })
}

function isWorthwhile(request: FastifyRequest, reply: FastifyReply, payload: unknown): payload is string {
  if (typeof payload !== 'string' || payload.length < WORTHWHILE_BYTES || request.method !== 'GET')
    return false
  return callOfRequest(request)?.route.method.kind === 'query' && !reply.hasHeader('content-encoding')
}

/** Caches must not give it to those who did not ask for it. */
function vary(reply: FastifyReply): void {
  const before = reply.getHeader('vary')
  reply.header('vary', before === undefined ? 'Accept-Encoding' : `${String(before)}, Accept-Encoding`)
}
