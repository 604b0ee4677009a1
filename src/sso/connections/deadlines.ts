import type { ConnectionHealth } from './connection.js'

const DAY_MS = 24 * 60 * 60 * 1000

/** So many days before something ends it is told, and once more when it has. */
const TOLD_DAYS = [0, 1, 7, 30] as const

/** Something of a connection that ends soon, or has ended. */
export interface Deadline {
  /** of the check, such as `certificate` */
  readonly name: string
  /** RFC 3339 */
  readonly expiresAt: string
  /** within how many days it ends: 30, 7 or 1; 0: it has */
  readonly days: number
}

/** What of a connection ends within a month, as it was when it was looked at. */
export function deadlinesOf({ at, checks }: ConnectionHealth): Deadline[] {
  return checks.flatMap(({ name, expiresAt }) => {
    if (expiresAt === undefined) return []
    const leftMs = Date.parse(expiresAt) - Date.parse(at)
    const days = TOLD_DAYS.find((each) => leftMs <= each * DAY_MS)
    return days === undefined ? [] : [{ name, expiresAt, days }]
  })
}

/** Those that were further away the last time, or were not there. */
export function newDeadlines(health: ConnectionHealth, former: ConnectionHealth | undefined): Deadline[] {
  const known = former ? deadlinesOf(former) : []
  const isKnown = ({ name, expiresAt, days }: Deadline) =>
    known.some((one) => one.name === name && one.expiresAt === expiresAt && one.days === days)
  return deadlinesOf(health).filter((one) => !isKnown(one))
}
