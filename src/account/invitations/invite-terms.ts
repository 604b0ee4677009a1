import type { AccountClass } from '../facts/member-facts.js'

/** What holds for whoever uses an invite code; what is absent does not matter. */
export interface InviteTerms {
  /** from when on it is good for nothing */
  readonly expiresAt?: Date | undefined
  /** as {@link parseEmailPattern} gives it */
  readonly emailPattern?: string | undefined
  /** of the handle, without a leading dot */
  readonly handleDomain?: string | undefined
  /** proposed to whoever follows the link with the code; they may take another one */
  readonly suggestedHandle?: string | undefined
  /** what kind of account is made */
  readonly accountClass?: AccountClass | undefined
  /** what the member may do in the administration */
  readonly role?: InvitedRole | undefined
}

/** A role of the administration, as those know it who give it. */
export interface InvitedRole {
  readonly id: string
  /** for the accounts of this domain only, without a leading dot */
  readonly domain?: string | undefined
}

/** Somebody who wants to use an invite code. */
export interface Invitee {
  /** in lower case */
  readonly email: string
  /** the domain of the wanted handle, as {@link HandleDomains} knows it; undefined for one of elsewhere */
  readonly handleDomain: string | undefined
}

const PATTERN_LENGTH_MAX = 254
/** Each star is tried at every place of an address. */
const STARS_MAX = 2
// The part after the @ is a domain, or all below one.
const PATTERN = /^[^@\s\\\0]{1,64}@(?:\*\.)?[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}.-]*[\p{L}\p{N}\p{M}])?$/u

/**
 * An address, or a pattern of addresses, in the form in which it is kept: `*` in the part before the @ stands for any
 * characters, and in front of a domain for all below it. Undefined if it is none.
 */
export function parseEmailPattern(text: string): string | undefined {
  const pattern = text.trim().toLowerCase()
  const stars = pattern.split('*').length - 1
  const isGood = pattern.length <= PATTERN_LENGTH_MAX && stars <= STARS_MAX && PATTERN.test(pattern)
  return isGood ? pattern : undefined
}

/** Why somebody may not use a code with these terms, in words for them; undefined if they may. */
export function termProblem(terms: InviteTerms, { email, handleDomain }: Invitee): string | undefined {
  if (terms.emailPattern !== undefined && !isMatch(email, terms.emailPattern))
    return 'This invite code is for another email address'
  if (terms.handleDomain !== undefined && terms.handleDomain !== handleDomain)
    return `This invite code is for handles that end in .${terms.handleDomain}`
  return undefined
}

function isMatch(email: string, pattern: string): boolean {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`))
  return new RegExp(`^${parts.join('[^@]*')}$`, 'u').test(email)
}
