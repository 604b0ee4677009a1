import type { HostStatus } from '../relay-client.js'

/** What may be wrong between this server and a relay. */
export const RELAY_TROUBLES = ['banned', 'throttled', 'behind', 'unreachable'] as const
export type RelayTrouble = (typeof RELAY_TROUBLES)[number]

/** Checks in a row after which a trouble counts: what goes by itself is none. */
const CHECKS: Readonly<Record<RelayTrouble, number>> = { banned: 1, throttled: 1, behind: 2, unreachable: 3 }

/** What a relay said when it was asked about this server. */
export interface RelayAnswer {
  /** undefined where it did not say */
  readonly host: HostStatus | undefined
  /** why it did not say */
  readonly error?: string | undefined
  /** whether it could be reached */
  readonly isReached: boolean
}

/** What is known of a relay from the last times that it was asked. */
export interface RelayFinding {
  readonly url: string
  readonly checkedAt: Date
  /** in the words of the relay */
  readonly status?: string | undefined
  /** number of the last event that it has taken */
  readonly seq?: number | undefined
  /** events that it was behind */
  readonly lag?: number | undefined
  readonly error?: string | undefined
  readonly suspicion?: RelaySuspicion | undefined
}

/** Something that looks wrong, for so many checks in a row. */
export interface RelaySuspicion {
  readonly trouble: RelayTrouble
  readonly checks: number
  readonly since: Date
}

/** What is wrong according to an answer. @param lagMax events that a relay may be behind */
export function troubleIn(
  { host, error, isReached }: RelayAnswer,
  lag: number | undefined,
  lagMax: number,
): RelayTrouble | undefined {
  if (!isReached) return 'unreachable'
  // A relay that does not know the server yet is asked to come all the same; nothing is wrong with it.
  if (!host) return error?.includes('HostBanned') ? 'banned' : undefined
  if (host.status === 'banned' || host.status === 'throttled') return host.status
  return lag !== undefined && lag > lagMax ? 'behind' : undefined
}

/** What is suspected after another check. */
export function suspected(
  before: RelaySuspicion | undefined,
  trouble: RelayTrouble | undefined,
  now: Date,
): RelaySuspicion | undefined {
  if (trouble === undefined) return undefined
  if (before?.trouble === trouble) return { ...before, checks: before.checks + 1 }
  return { trouble, checks: 1, since: now }
}

/** Whether a suspicion counts. */
export function isCertain({ trouble, checks }: RelaySuspicion): boolean {
  return checks >= CHECKS[trouble]
}

/** Whether it counts since the last check: then it is told. */
export function isNewlyCertain({ trouble, checks }: RelaySuspicion): boolean {
  return checks === CHECKS[trouble]
}
