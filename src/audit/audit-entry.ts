import { createHash } from 'node:crypto'
import type { Agent } from './agent.js'

/** Whether it was done, or who asked for it was not allowed to. */
export type AuditOutcome = 'done' | 'denied'

/** What something was done to. */
export interface AuditTarget {
  /** `account`, `invite`, `token` and so on */
  readonly type: string
  readonly id: string
}

/** Something that an administrator did. What is said before and after must not carry secrets. */
export interface Deed {
  /** `account.lock`: what, and what was done to it */
  readonly action: string
  readonly target?: AuditTarget | undefined
  /** @default 'done' */
  readonly outcome?: AuditOutcome | undefined
  readonly reason?: string | undefined
  /** what was changed, as it was */
  readonly before?: object | undefined
  /** what was changed, as it is now */
  readonly after?: object | undefined
}

/** A deed that is about to be written down. */
export interface NewEntry {
  readonly seq: number
  readonly at: Date
  readonly action: string
  readonly outcome: AuditOutcome
  readonly agent: Agent
  /** JSON: what is known of the agent besides type and id */
  readonly agentText: string
  readonly target: AuditTarget | undefined
  readonly requestId: string | undefined
  readonly reason: string | undefined
  /** JSON */
  readonly before: string | undefined
  /** JSON */
  readonly after: string | undefined
}

/** A deed as it is kept. */
export interface AuditEntry extends NewEntry {
  readonly previousHash: Uint8Array
  readonly hash: Uint8Array
}

/** The digest before the first entry. */
export const FIRST_HASH: Uint8Array = Buffer.alloc(32)

/** What is known of an agent besides type and id, as it is stored. */
export function textOf({ role, onBehalfOf, sessionId, ip, userAgent, approvals, ticket }: Agent): string {
  return JSON.stringify({ role, onBehalfOf, sessionId, ip, userAgent, approvals, ticket })
}

/** The digest of an entry: SHA-256 of all that it says and of the digest of the entry before. */
export function hashOf(entry: NewEntry, previousHash: Uint8Array): Buffer {
  const { seq, at, action, outcome, agent, agentText, target, requestId, reason, before, after } = entry
  const fields = [
    seq,
    at.toISOString(),
    action,
    outcome,
    agent.type,
    agent.id ?? null,
    agentText,
    target?.type ?? null,
    target?.id ?? null,
    requestId ?? null,
    reason ?? null,
    before ?? null,
    after ?? null,
    Buffer.from(previousHash).toString('hex'),
  ]
  return createHash('sha256').update(JSON.stringify(fields)).digest()
}
