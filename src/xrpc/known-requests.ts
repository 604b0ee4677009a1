import type { FastifyReply, FastifyRequest } from 'fastify'
import type { CallLimiter } from './call-limiter.js'
import type { RateLimit } from './rate-limit.js'

interface Counted {
  readonly limiter: CallLimiter
  readonly reply: FastifyReply
}

const counted = new WeakMap<object, Counted>()

/** Remembers by whom a request for a page is counted, for the guards that come later. */
export function noteLimiter(request: FastifyRequest, counting: Counted): void {
  counted.set(request, counting)
}

/**
 * Counts a request for a page once the guard of a feature knows whose it is, besides the limit by address.
 * @param limit names its bucket
 * @param whose requests of one key are counted together
 * @param cost points that it takes; 0: only those go on who have points left
 * @throws {RateLimitExceeded}
 */
export async function countKnown(
  request: FastifyRequest,
  limit: RateLimit,
  whose: string,
  cost = 1,
): Promise<void> {
  const known = counted.get(request)
  await known?.limiter.admitKnown({ limit, key: whose, cost }, request, known.reply)
}
