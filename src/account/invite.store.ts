import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../database/index.js'

/** Invite codes made at one time, all alike. */
export interface NewInviteCodes {
  readonly codes: readonly string[]
  /** How many accounts each may create in all. */
  readonly uses: number
  /** Whose codes they are: a DID, or `admin`. */
  readonly forAccount: string
  readonly createdBy: string
  readonly createdAt: Date
}

/** Where invite codes are kept. */
export abstract class InviteStore {
  abstract add(on: Queryable, codes: NewInviteCodes): Promise<void>

  /** Whether a code exists, is on, has uses left and does not belong to a taken-down account. */
  abstract isUsable(code: string): Promise<boolean>

  /**
   * Uses a code up by one inside the caller's transaction; `false` if it is not usable.
   * Transactions that redeem the same code wait for each other.
   */
  abstract redeem(tx: Queryable, code: string, usedBy: Did, usedAt: Date): Promise<boolean>
}
