import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { createHash } from 'node:crypto'
import { lastValueFrom, type Observable, of } from 'rxjs'
import { Clock } from '../../telemetry/index.js'
import { administratorOf } from '../access/administrator.js'
import { IdempotencyKeyReused, InvalidFields, RequestInFlight } from '../admin.errors.js'
import { IdempotencyStore, type KnownRequest } from './idempotency.store.js'
import { SealedAnswer } from './sealed-answer.js'

const HEADER = 'idempotency-key'
const KEY = /^[\x21-\x7e]{1,255}$/

/** So long is an answer kept. */
export const ANSWERS_KEPT_MS = 24 * 60 * 60 * 1000

/** A request that was not answered for so long never will be: the process has ended. */
const ABANDONED_MS = 10 * 60 * 1000

/**
 * Does once what is asked for twice with one `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header): the second
 * request gets the answer to the first one. What was refused was not done, and may be tried again.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly store: IdempotencyStore,
    private readonly seals: SealedAnswer,
    private readonly clock: Clock,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<FastifyRequest>()
    const reply = context.switchToHttp().getResponse<FastifyReply>()
    const given = request.headers[HEADER]
    if (request.method !== 'POST' || given === undefined) return next.handle()
    if (typeof given !== 'string' || !KEY.test(given))
      throw new InvalidFields([{ at: 'Idempotency-Key', message: 'must be 1 to 255 visible characters' }])
    const key = keyOf(request, given)
    const requestHash = hashOf(request)
    const known = await this.store.claim(key, requestHash, this.#times())
    if (known) return of(this.#again(known, requestHash, reply))
    return of(await this.#serve(key, next, reply))
  }

  async #serve(key: Buffer, next: CallHandler, reply: FastifyReply): Promise<unknown> {
    let answer: unknown
    try {
      answer = await lastValueFrom(next.handle(), { defaultValue: undefined })
    } catch (error) {
      await this.store.release(key)
      throw error
    }
    await this.store.answered(key, reply.statusCode, this.seals.seal(answer))
    return answer
  }

  #again({ requestHash, status, answer }: KnownRequest, wanted: Buffer, reply: FastifyReply): unknown {
    if (!requestHash.equals(wanted)) throw new IdempotencyKeyReused()
    if (status === undefined || !answer) throw new RequestInFlight()
    reply.status(status).header('idempotency-replayed', 'true')
    return this.seals.open(answer) ?? undefined
  }

  #times() {
    const nowMs = this.clock.nowMs()
    return {
      now: new Date(nowMs),
      expired: new Date(nowMs - ANSWERS_KEPT_MS),
      abandoned: new Date(nowMs - ABANDONED_MS),
    }
  }
}

/** Keys of one administrator say nothing to another. */
function keyOf(request: FastifyRequest, given: string): Buffer {
  const { type, id = '' } = administratorOf(request).agent
  return createHash('sha256').update(`${type}\0${id}\0${given}`).digest()
}

function hashOf({ method, raw, body }: FastifyRequest): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([method, raw.url, body]))
    .digest()
}
