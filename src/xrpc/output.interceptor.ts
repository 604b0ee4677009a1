import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common'
import { jsonToLex } from '@guildhall/data'
import type { BinaryBody, CompiledBody } from '@guildhall/lexicon'
import { Readable } from 'node:stream'
import { map, type Observable } from 'rxjs'
import { ServiceConfig } from '../config/index.js'
import { findCall, type RequestCall } from './request-call.js'

const JSON_TYPE = 'application/json'

/** Turns what a handler returns into what is sent. In development, compares it with the lexicon first. */
@Injectable()
export class OutputInterceptor implements NestInterceptor {
  readonly #strict: boolean

  constructor(config: ServiceConfig) {
    this.#strict = config.devMode
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const call = findCall(context)
    if (!call) return next.handle()
    return next.handle().pipe(map((output: unknown) => this.#sendable(call, output)))
  }

  #sendable(call: RequestCall, output: unknown): unknown {
    const declared = call.lexicon.output
    if (!declared) return undefined
    if (declared.encoding !== JSON_TYPE) return binary(call, output as BinaryBody)
    if (this.#strict) checkOutput(call.nsid, declared, output)
    return output
  }
}

function binary({ reply }: RequestCall, { body, encoding, headers, status }: BinaryBody): unknown {
  reply.header('content-type', encoding)
  if (headers) reply.headers(headers)
  if (status !== undefined) reply.status(status)
  // What streams may be large: it is not produced to be thrown away.
  if (body instanceof Readable && reply.request.method === 'HEAD') {
    body.destroy()
    return Readable.from([])
  }
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
