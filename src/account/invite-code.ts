import type { Agent } from '../audit/index.js'
import type { MailLanguage } from '../mail/index.js'
import type { InviteTerms } from './invitations/invite-terms.js'

/** What becomes of codes. */
export const INVITE_STATES = ['open', 'used', 'expired', 'revoked'] as const
export type InviteState = (typeof INVITE_STATES)[number]

/** The letter with which a code goes to somebody. */
export interface InviteLetter {
  readonly to: string
  readonly language: MailLanguage
  /** when it was last sent; undefined if it was not */
  readonly sentAt?: Date | undefined
}

/** The administrator who made a code. */
export type InviteMaker = Pick<Agent, 'type' | 'id'>

/** What matters when a code is used. */
export interface UsableInvite extends InviteTerms {
  /** undefined where that is not known, or a member earned the code */
  readonly maker?: InviteMaker | undefined
}

/** A code that an account was made with. */
export interface CodeInUse extends UsableInvite {
  readonly code: string
}

/** That an account was made with a code. */
export interface InviteUse {
  readonly usedBy: string
  readonly usedAt: Date
  /** whether something that the code gives waits until the address is confirmed */
  readonly isAwaited: boolean
}

/** An invite code with what became of it. */
export interface InviteCode extends UsableInvite {
  readonly code: string
  /** How often it may be used in all. */
  readonly available: number
  readonly disabled: boolean
  /** DID it was given to, or `admin`. */
  readonly forAccount: string
  /** DID that made it, or `admin`. */
  readonly createdBy: string
  readonly createdAt: Date
  /** the first one first */
  readonly uses: readonly InviteUse[]
  readonly letter?: InviteLetter | undefined
}

/** How codes are ordered: the newest first, or those first that were used most. */
export type InviteOrder = 'recent' | 'usage'

/** Owner and maker of the codes that belong to no account. */
export const INVITE_ADMIN = 'admin'

/** Where a code stands. Whether its owner was taken down meanwhile is another matter. */
export function inviteState({ disabled, uses, available, expiresAt }: InviteCode, now: Date): InviteState {
  if (disabled) return 'revoked'
  if (uses.length >= available) return 'used'
  return expiresAt !== undefined && expiresAt <= now ? 'expired' : 'open'
}

/** Enough of a code to tell which it is, and not enough to use it: all but its last group. */
export function shownCode(code: string): string {
  return `${code.slice(0, code.lastIndexOf('-') + 1)}…`
}

/** A code in the words of the lexicon, which knows no roles: whoever reads it is not shown whole codes that give one. */
export function inviteView({
  code,
  role,
  available,
  disabled,
  forAccount,
  createdBy,
  createdAt,
  uses,
}: InviteCode) {
  return {
    code: role ? shownCode(code) : code,
    ...{ available, disabled, forAccount, createdBy },
    createdAt: createdAt.toISOString(),
    uses: uses.map(({ usedBy, usedAt }) => ({ usedBy, usedAt: usedAt.toISOString() })),
  }
}
