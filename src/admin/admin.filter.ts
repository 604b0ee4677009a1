import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Injectable } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { STATUS_CODES } from 'node:http'
import { InvalidConnection } from '../sso/index.js'
import { Refusal, type RefusalKind } from '../refusal.js'
import { Log, requestId } from '../telemetry/index.js'
import { spentLimitHeaders } from '../xrpc/index.js'
import { IdempotencyKeyReused, InvalidFields, NotAdmitted, PreconditionFailed } from './admin.errors.js'
import type { Problem } from './api/problem.js'

const FAULT = 500
const PRECONDITION_FAILED = 412
const UNPROCESSABLE = 422
const RETRY_AFTER_S = '1'

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

/** What stands below speaks in codes of XRPC; here, they are called as the description has them. */
const CODES: Readonly<Record<string, string | undefined>> = {
  AuthenticationRequired: 'authentication_required',
  RateLimitExceeded: 'rate_limited',
  NotEnoughResources: 'unavailable',
}

/** Answers errors of the administration: problem details (RFC 9457) with a code that stays the same. */
@Catch()
@Injectable()
export class AdminFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>()
    const reply = host.switchToHttp().getResponse<FastifyReply>()
    const problem = this.#problem(error, request)
    if (reply.sent || reply.raw.headersSent) return void reply.raw.destroy()
    // What was not read of the request would be taken for the next one.
    if (!request.raw.complete) reply.header('connection', 'close')
    if (error instanceof Refusal && error.limit) reply.headers(spentLimitHeaders(error.limit))
    if (error instanceof NotAdmitted && !isOfScript(request))
      reply.header('www-authenticate', 'Basic realm="admin"')
    if (problem.status === STATUS.unavailable) reply.header('retry-after', RETRY_AFTER_S)
    reply
      .status(problem.status)
      .header('x-content-type-options', 'nosniff')
      .type('application/problem+json')
      .serializer((body: unknown) => JSON.stringify(body))
      .send(problem)
  }

  #problem(error: unknown, request: FastifyRequest): Problem {
    if (error instanceof Refusal) {
      const errors =
        error instanceof InvalidFields || error instanceof InvalidConnection ? { errors: error.errors } : {}
      return { ...problemOf(statusOf(error), CODES[error.code] ?? error.code, error.message), ...errors }
    }
    if (error instanceof HttpException && error.getStatus() < FAULT) {
      return problemOf(error.getStatus(), 'invalid_request', error.message)
    }
    const { method, raw } = request
    this.log.error({ err: error, method, path: (raw.url ?? '').split('?', 1)[0]! }, 'a request failed')
    return problemOf(FAULT, 'internal_error')
  }
}

/** Asked like this, a browser would ask for the password itself, before the page that sent the request can. */
function isOfScript({ headers }: FastifyRequest): boolean {
  return headers['sec-fetch-mode'] !== undefined && headers['sec-fetch-mode'] !== 'navigate'
}

function problemOf(status: number, code: string, detail?: string): Problem {
  return {
    type: `urn:guildhall:problem:${code}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    code,
    ...(detail !== undefined && { detail }),
    requestId: requestId(),
  }
}

function statusOf(refusal: Refusal): number {
  if (refusal instanceof PreconditionFailed) return PRECONDITION_FAILED
  if (refusal instanceof IdempotencyKeyReused) return UNPROCESSABLE
  return STATUS[refusal.kind]
}
