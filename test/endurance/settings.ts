/** How long the trial with faults goes on. */
export const MINUTES = Number(process.env.ENDURANCE_MINUTES ?? 30)
/** Calls per second of the trial with faults, reads included. */
export const CALLS_PER_SECOND = Number(process.env.ENDURANCE_RATE ?? 15)
/** Writes per second while nodes are replaced. */
export const UPGRADE_WRITES_PER_SECOND = Number(process.env.ENDURANCE_UPGRADE_RATE ?? 200)
/** Subscribers that wait for events, and those that read the past as well. */
export const IDLE_SUBSCRIBERS = Number(process.env.ENDURANCE_IDLE_SUBSCRIBERS ?? 2_000)
export const ACTIVE_SUBSCRIBERS = Number(process.env.ENDURANCE_ACTIVE_SUBSCRIBERS ?? 200)

export const NODES = 3
/** With fewer, the limits of single accounts would be reached: their owners write more slowly than the trial. */
const ACCOUNTS_PER_CALL = 2
const ACCOUNTS_MIN = 12
const ACCOUNTS_MAX = 90

/** Accounts that a rate needs. */
export function accountsFor(perSecond: number): number {
  return Math.min(ACCOUNTS_MAX, Math.max(ACCOUNTS_MIN, Math.ceil(perSecond * ACCOUNTS_PER_CALL)))
}

/** Prints a line of what is measured where scripts/test.mjs shows what jest says. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`)
}
