import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Injectable } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { ServiceConfig } from '../config/index.js'
import { Refusal } from '../refusal.js'
import { Log } from '../telemetry/index.js'
import { ClientGone } from './client-gone.js'
import { drainRequest } from './drain-request.js'
import { GENERAL_ERRORS } from './general-errors.js'
import { spentLimitHeaders } from './limit-headers.js'
import { bodyPresence, encodingProblem } from './request-body.js'
import { callOfRequest } from './request-call.js'
import { XrpcError } from './xrpc-error.js'
import { ERROR_OF_STATUS, XRPC_STATUS } from './xrpc-status.js'

/** What is short of something now is asked to be tried again after so many seconds. */
const RETRY_AFTER_S = '1'

const FAULT = new XrpcError(500, 'InternalServerError', 'Internal Server Error')

/** Answers everything that is thrown on the way to, or in, an XRPC method. */
@Catch()
@Injectable()
export class XrpcFilter implements ExceptionFilter {
  readonly #strict: boolean

  constructor(
    private readonly log: Log,
    config: ServiceConfig,
  ) {
    this.#strict = config.devMode
  }

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp()
    const request = http.getRequest<FastifyRequest>()
    const reply = http.getResponse<FastifyReply>()
    if (error instanceof ClientGone) return void reply.raw.destroy()
    const answer = this.#answerTo(error, request)
    if (reply.sent || reply.raw.headersSent) return void reply.raw.destroy()
    if (bodyPresence(request.headers) === 'present' && !(await drainRequest(request.raw))) {
      reply.header('connection', 'close')
    }
    // What was said of a body that did not come.
    reply.removeHeader('content-length').removeHeader('content-encoding')
    reply
      .status(answer.status)
      .headers(answer.headers)
      .type('application/json; charset=utf-8')
      .send({ error: answer.error, message: answer.message })
  }

  #answerTo(error: unknown, request: FastifyRequest): XrpcError {
    const expected = error instanceof Refusal ? this.#ofRefusal(error, request) : ofFramework(error, request)
    if (expected) return expected
    this.log.error({ err: error, method: request.method, path: pathOf(request) }, 'a request failed')
    return FAULT
  }

  /** Clients are written against lexicons: in development, a handler that answers with another name is at fault. */
  #ofRefusal(refusal: Refusal, request: FastifyRequest): XrpcError | undefined {
    const { relayed } = refusal
    if (relayed) return new XrpcError(relayed.status, refusal.code, refusal.message, relayed.headers)
    const call = this.#strict ? callOfRequest(request) : undefined
    if (call && !GENERAL_ERRORS.has(refusal.code)) {
      const declared = [...call.lexicon.errors, ...(call.route.options.errors ?? [])]
      if (!declared.includes(refusal.code)) {
        const { nsid } = call
        this.log.error({ nsid, err: refusal }, `the lexicon declares no error ${refusal.code}`)
        return FAULT
      }
    }
    if (refusal.kind !== 'unavailable') {
      const headers = refusal.limit && spentLimitHeaders(refusal.limit)
      return new XrpcError(XRPC_STATUS[refusal.kind], refusal.code, refusal.message, headers)
    }
    if (refusal.cause !== undefined)
      this.log.warn({ err: refusal.cause, path: pathOf(request) }, refusal.message)
    const headers = { 'retry-after': RETRY_AFTER_S }
    return new XrpcError(XRPC_STATUS.unavailable, refusal.code, refusal.message, headers)
  }
}

function ofFramework(error: unknown, request: FastifyRequest): XrpcError | undefined {
  if (error instanceof XrpcError) return error
  if (!(error instanceof HttpException)) return undefined
  const { code } = (error.cause ?? {}) as { code?: string }
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return new XrpcError(400, 'InvalidRequest', encodingProblem(request.headers))
  }
  if (code === 'FST_ERR_BAD_URL' || code === 'FST_ERR_MAX_PARAM_LENGTH') {
    return new XrpcError(400, 'InvalidRequest', 'invalid xrpc path')
  }
  const status = error.getStatus()
  const name = ERROR_OF_STATUS[status]
  return name === undefined || status >= 500 ? undefined : new XrpcError(status, name, error.message)
}

function pathOf({ raw }: FastifyRequest): string {
  return (raw.url ?? '').split('?', 1)[0]!
}
