import type { Agent } from '../../audit/index.js'
import type { Queryable } from '../../database/index.js'
import type { Slice } from '../api/list-page.js'

/** What becomes of an approval. One that is pending beyond its time has expired. */
export const APPROVAL_STATES = ['pending', 'approved', 'denied', 'expired'] as const
export type ApprovalState = (typeof APPROVAL_STATES)[number]

/** Something that one person has asked for, and another one has to want as well. */
export interface Approval {
  readonly id: string
  /** as the audit names it: `account.delete` */
  readonly action: string
  readonly target: { readonly type: string; readonly id: string }
  /** JSON: all that is needed to do it */
  readonly payload: unknown
  readonly reason: string | undefined
  /** the person: a DID, or `password` */
  readonly requestedBy: string
  readonly requester: Agent
  readonly requestedAt: Date
  readonly expiresAt: Date
  readonly state: Exclude<ApprovalState, 'expired'>
  readonly decision: Decision | undefined
}

/** What a second person has said. */
export interface Decision {
  readonly by: string
  readonly at: Date
  readonly reason: string | undefined
}

/** Where it is kept what waits for a second person. */
export abstract class ApprovalStore {
  abstract add(tx: Queryable, approval: Approval): Promise<void>

  abstract find(id: string): Promise<Approval | undefined>

  /** Closes what is pending and whose time is not over; `false` if there is none. */
  abstract close(
    tx: Queryable,
    id: string,
    state: 'approved' | 'denied',
    decision: Decision,
  ): Promise<boolean>

  /** By their ids, which are in the order in which they were asked for. @param now tells what has expired */
  abstract list(state: ApprovalState | undefined, now: Date, slice: Slice): Promise<Approval[]>

  abstract count(state: ApprovalState | undefined, now: Date): Promise<number>
}
