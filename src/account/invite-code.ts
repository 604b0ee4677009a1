/** An invite code with what became of it. */
export interface InviteCode {
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
  readonly uses: readonly { readonly usedBy: string; readonly usedAt: Date }[]
}

/** How codes are ordered: the newest first, or those first that were used most. */
export type InviteOrder = 'recent' | 'usage'

/** Owner and maker of the codes that belong to no account. */
export const INVITE_ADMIN = 'admin'

/** A code in the words of the lexicon. */
export function inviteView({ createdAt, uses, ...code }: InviteCode) {
  return {
    ...code,
    createdAt: createdAt.toISOString(),
    uses: uses.map(({ usedBy, usedAt }) => ({ usedBy, usedAt: usedAt.toISOString() })),
  }
}
