import { setTimeout as sleep } from 'node:timers/promises'

/** What is promised within a second gets more on a machine that is busy with other tests. */
const SETTLE_MAX_MS = 10_000

/** Waits until something holds that other processes, or notifications, bring about. @throws {Error} with `what` */
export async function eventually(holds: () => Promise<boolean>, what = 'what was waited for'): Promise<void> {
  const deadline = performance.now() + SETTLE_MAX_MS
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`it did not come to that: ${what}`)
    await sleep(10)
  }
}
