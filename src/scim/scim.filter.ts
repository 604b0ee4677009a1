import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Injectable } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal, type RefusalKind } from '../refusal.js'
import { Log, requestId } from '../telemetry/index.js'
import {
  InvalidScimRequest,
  LeaversStopped,
  NoScimToken,
  TooManyScimRequests,
  VersionMismatch,
} from './scim.errors.js'

const SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:Error'
const FAULT = 500
const PRECONDITION_FAILED = 412
/** When directories look again; that people may leave takes an administrator, who takes longer. */
const MINUTE_S = '60'
const STOPPED_S = '600'

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

/** Answers errors of directories in the way of RFC 7644, section 3.12. */
@Catch()
@Injectable()
export class ScimFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>()
    const reply = host.switchToHttp().getResponse<FastifyReply>()
    const { status, detail } = this.#problem(error, request)
    if (reply.sent || reply.raw.headersSent) return void reply.raw.destroy()
    // What was not read of the request would be taken for the next one.
    if (!request.raw.complete) reply.header('connection', 'close')
    if (error instanceof NoScimToken) reply.header('www-authenticate', 'Bearer realm="scim"')
    if (error instanceof LeaversStopped) reply.header('retry-after', STOPPED_S)
    if (error instanceof TooManyScimRequests) reply.header('retry-after', MINUTE_S)
    const scimType = error instanceof InvalidScimRequest ? error.scimType : undefined
    reply
      .status(status)
      .header('x-content-type-options', 'nosniff')
      .type('application/scim+json')
      .serializer((body: unknown) => JSON.stringify(body))
      .send({ schemas: [SCHEMA], status: String(status), ...(scimType && { scimType }), detail })
  }

  #problem(error: unknown, { method, raw }: FastifyRequest): { status: number; detail: string } {
    if (error instanceof VersionMismatch) return { status: PRECONDITION_FAILED, detail: error.message }
    if (error instanceof Refusal) return { status: STATUS[error.kind], detail: error.message }
    if (error instanceof HttpException && error.getStatus() < FAULT) {
      return { status: error.getStatus(), detail: error.message }
    }
    this.log.error({ err: error, method, path: (raw.url ?? '').split('?', 1)[0]! }, 'a request failed')
    return { status: FAULT, detail: `Something went wrong here; request ${requestId() ?? 'unknown'}` }
  }
}
