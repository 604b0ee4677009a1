import type { Queue } from 'bullmq'
import { inTime } from './in-time.js'

/** Age of the oldest job that could be done and waits (ms); 0 if none waits. @throws {QueueUnavailable} */
export async function oldestAgeMs(queue: Queue, nowMs: number): Promise<number> {
  const [oldest] = await inTime(queue.getJobs(['waiting'], 0, 0, true))
  if (!oldest) return 0
  // One that was to be done later has waited since then only.
  return Math.max(0, nowMs - oldest.timestamp - (oldest.delay ?? 0))
}
