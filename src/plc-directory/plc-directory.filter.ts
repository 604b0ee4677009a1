import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Injectable } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal, type RefusalKind } from '../refusal.js'
import { Log } from '../telemetry/index.js'
import { DidNotAvailable } from './plc-directory.errors.js'

const STATUS: Partial<Record<RefusalKind, number>> = { invalid: 400, notFound: 404, tooLarge: 413 }
/** Of a DID that was ended. */
const GONE = 410
const FAULT = 500

/** Answers errors in the way of plc.directory: `{ message }`. */
@Catch()
@Injectable()
export class PlcDirectoryFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>()
    const reply = host.switchToHttp().getResponse<FastifyReply>()
    const status = statusOf(error)
    if (status === FAULT)
      this.log.error({ err: error, method: request.method }, 'a request to the directory failed')
    if (reply.sent || reply.raw.headersSent) return void reply.raw.destroy()
    // What was not read of the request would be taken for the next one.
    if (!request.raw.complete) reply.header('connection', 'close')
    const message = status === FAULT ? 'Internal Server Error' : (error as Error).message
    reply.status(status).type('application/json; charset=utf-8').send({ message })
  }
}

function statusOf(error: unknown): number {
  if (error instanceof DidNotAvailable) return GONE
  if (error instanceof Refusal) return STATUS[error.kind] ?? FAULT
  if (error instanceof HttpException && error.getStatus() < FAULT) return error.getStatus()
  return FAULT
}
