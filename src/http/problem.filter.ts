import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Injectable } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { STATUS_CODES } from 'node:http'
import { Refusal, type RefusalKind } from '../refusal.js'
import { Log, requestId } from '../telemetry/index.js'
import { spentLimitHeaders, XRPC_ROOT, XrpcFilter } from '../xrpc/index.js'

const FAULT = 500

/** As in XRPC's answers. */
const RETRY_AFTER_S = '1'

/** On pages, what is not found is the page. */
const STATUS: Readonly<Record<RefusalKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  notFound: 404,
  notAcceptable: 406,
  conflict: 409,
  tooLarge: 413,
  tooMany: 429,
  notImplemented: 501,
  upstream: 502,
  unavailable: 503,
  timeout: 504,
}

const XRPC_PATH = new RegExp(`^/${XRPC_ROOT}(?:[/?]|$)`)

/** The one filter of the server: answers in XRPC's way below /xrpc/, with problem details (RFC 9457) elsewhere. */
@Catch()
@Injectable()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly xrpc: XrpcFilter,
    private readonly log: Log,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void | Promise<void> {
    const http = host.switchToHttp()
    const request = http.getRequest<FastifyRequest>()
    const reply = http.getResponse<FastifyReply>()
    if (XRPC_PATH.test(request.raw.url ?? '')) return this.xrpc.catch(error, host)
    const { status, detail } = this.#problem(error, request)
    if (reply.sent || reply.raw.headersSent) return void reply.raw.destroy()
    if (error instanceof Refusal && error.limit) reply.headers(spentLimitHeaders(error.limit))
    if (status === STATUS.unavailable) reply.header('retry-after', RETRY_AFTER_S)
    reply
      .status(status)
      .header('x-content-type-options', 'nosniff')
      .type('application/problem+json')
      .serializer((body: unknown) => JSON.stringify(body))
      .send({
        type: 'about:blank',
        title: STATUS_CODES[status] ?? 'Error',
        status,
        ...(detail !== undefined && { detail }),
        ...(status >= FAULT && requestId() !== undefined && { requestId: requestId() }),
      })
  }

  #problem(error: unknown, { method, raw }: FastifyRequest): { status: number; detail?: string } {
    if (error instanceof Refusal) return { status: STATUS[error.kind], detail: error.message }
    if (error instanceof HttpException && error.getStatus() < FAULT) {
      return { status: error.getStatus(), detail: error.message }
    }
    this.log.error({ err: error, method, path: (raw.url ?? '').split('?', 1)[0]! }, 'a request failed')
    return { status: FAULT }
  }
}
