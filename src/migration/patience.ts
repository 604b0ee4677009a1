import { setTimeout as delay } from 'node:timers/promises'
import { OutboundError, type OutboundFailure } from '../outbound/index.js'
import { MoveProblem } from './move-problem.js'
import { PdsFailure } from './pds-failure.js'

const TRIES_MAX = 8
const FIRST_WAIT_MS = 500
const WAIT_MAX_MS = 15_000
/** Nobody watches a command do nothing for longer; it can be run again later. */
const RETRY_AFTER_MAX_MS = 120_000

const PASSING: ReadonlySet<OutboundFailure> = new Set(['dns', 'network', 'timeout'])

/**
 * Tries something that may be done twice until it works, as long as what fails is the connection or a server that is
 * away or busy.
 * @throws {MoveProblem} when the server wants to be left alone for longer than anybody waits here
 */
export async function patiently<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt()
    } catch (error) {
      if (tries === TRIES_MAX || !isPassing(error)) throw error
      await delay(waitMs(error, tries))
    }
  }
}

/** Whether a failure may be gone when the same is tried again. */
export function isPassing(error: unknown): boolean {
  if (error instanceof OutboundError) return PASSING.has(error.failure)
  if (!(error instanceof PdsFailure)) return false
  return error.status === 429 || (error.status >= 500 && error.status !== 501)
}

function waitMs(error: unknown, tries: number): number {
  const usual = Math.min(FIRST_WAIT_MS * 2 ** (tries - 1), WAIT_MAX_MS)
  const wanted = error instanceof PdsFailure ? (error.retryAfterMs ?? 0) : 0
  if (wanted <= RETRY_AFTER_MAX_MS) return Math.max(usual, wanted)
  const minutes = Math.ceil(wanted / 60_000)
  const message = `${(error as Error).message}. It takes requests again in about ${minutes} minutes; run the command again then.`
  throw new MoveProblem(message, undefined, { cause: error })
}
