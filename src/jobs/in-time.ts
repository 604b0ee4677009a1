import type { Log } from '../telemetry/index.js'
import { QueueUnavailable } from './jobs.errors.js'

/** Longest wait of a caller for a queue. */
const WAIT_MS = 3_000

/**
 * Waits for a queue, but not for as long as it is out of reach: commands for a Redis that is away wait until it is back,
 * and whoever has asked must not. What was asked for may be done even then.
 * @throws {QueueUnavailable} when it takes too long
 */
export async function inTime<T>(asked: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new QueueUnavailable()), WAIT_MS)
  })
  return Promise.race([asked, late]).finally(() => clearTimeout(timer))
}

/** The same for a start, which goes on when a queue is out of reach: what was asked for is done when it is back. */
export async function inTimeOrLater(asked: Promise<void>, what: string, log: Log): Promise<void> {
  try {
    await inTime(asked)
  } catch (error) {
    if (!(error instanceof QueueUnavailable)) throw error
    log.warn({ what }, 'a queue is out of reach; this waits until it is back')
    asked.then(
      () => log.info({ what }, 'the queue is back; this is done'),
      (failure: unknown) => log.error({ err: failure, what }, 'this could not be done'),
    )
  }
}
