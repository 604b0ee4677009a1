import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../database/index.js'
import type { InviteTerms } from './invitations/invite-terms.js'
import type {
  CodeInUse,
  InviteCode,
  InviteLetter,
  InviteMaker,
  InviteOrder,
  InviteState,
  UsableInvite,
} from './invite-code.js'

/** Invite codes made at one time, all alike. */
export interface NewInviteCodes {
  readonly codes: readonly string[]
  /** How many accounts each may create in all. */
  readonly uses: number
  /** Whose codes they are: a DID, or `admin`. */
  readonly forAccount: string
  readonly createdBy: string
  readonly maker?: InviteMaker | undefined
  readonly createdAt: Date
  readonly terms?: InviteTerms | undefined
  /** to whom they are sent */
  readonly letter?: Pick<InviteLetter, 'to' | 'language'> | undefined
}

/** Which codes are looked for; what is absent does not matter. */
export interface InviteFilter {
  readonly disabled?: boolean | undefined
  readonly forAccount?: string | undefined
  /** as it is at that time */
  readonly state?: { readonly is: InviteState; readonly at: Date } | undefined
}

/** A part of the list of codes by the time they were made. */
export interface InviteSlice {
  readonly descending: boolean
  /** what follows this time and this id; both are as they were given */
  readonly after: { readonly value: string; readonly id: string } | undefined
  readonly limit: number
}

/** A code with its place in lists: what it is ordered by, and an id that tells nobody the code. */
export type ListedInvite = InviteCode & { readonly place: string; readonly id: string }

/** Where invite codes are kept. */
export abstract class InviteStore {
  abstract add(on: Queryable, codes: NewInviteCodes): Promise<void>

  /** A code that exists, is open and does not belong to a taken-down account. */
  abstract usable(code: string, now: Date): Promise<UsableInvite | undefined>

  /**
   * Uses a code up by one inside the caller's transaction, and gives what it says; undefined if it is not usable.
   * Transactions that redeem the same code wait for each other.
   */
  abstract redeem(tx: Queryable, code: string, usedBy: Did, usedAt: Date): Promise<UsableInvite | undefined>

  /**
   * The codes with which an account was made that were for this address and have something waiting for it, each once: it
   * waits no longer. Those that were switched off meanwhile give nothing.
   */
  abstract awaited(tx: Queryable, did: Did, email: string): Promise<CodeInUse[]>

  abstract find(code: string): Promise<InviteCode | undefined>

  /** Which of these addresses were sent a code that is open. */
  abstract invited(emails: readonly string[], now: Date): Promise<string[]>

  /** Notes in the caller's transaction that the letter of a code goes with it. */
  abstract sent(tx: Queryable, code: string, at: Date): Promise<void>

  /** The codes that were given to any of these accounts, the oldest first. */
  abstract givenTo(on: Queryable, accounts: readonly string[]): Promise<InviteCode[]>

  /** The codes with which these accounts were made, by DID. */
  abstract usedBy(dids: readonly Did[]): Promise<Map<Did, InviteCode>>

  /** Switches codes off: these, and all that were given to these accounts. Those that are off stay as they are. */
  abstract disable(
    on: Queryable,
    codes: readonly string[],
    accounts: readonly string[],
    at: Date,
  ): Promise<void>

  /**
   * A page of all codes.
   * @param after the last code of the page before: the number or time that it was ordered by, and its id
   */
  abstract page(
    order: InviteOrder,
    limit: number,
    after: { key: number; id: string } | undefined,
  ): Promise<ListedInvite[]>

  /** Codes by the time they were made. */
  abstract list(filter: InviteFilter, slice: InviteSlice): Promise<ListedInvite[]>

  /** How many there are. */
  abstract count(filter: InviteFilter): Promise<number>

  /** How many there are in each state, and how many of all were sent by mail. */
  abstract census(now: Date): Promise<Record<InviteState | 'sent', number>>
}
