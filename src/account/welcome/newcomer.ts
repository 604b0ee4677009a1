import { type Did, type Handle, normalizeHandle } from '@guildhall/syntax'
import { mailLanguageIn } from '../../mail/index.js'
import type { Account } from '../account.js'
import { parseEmail } from '../email-address.js'

/** Somebody for whom an account is made. */
export type Newcomer = Pick<Account, 'did' | 'handle' | 'email' | 'language'>

/**
 * Whoever is welcomed with the transaction that makes the account: nobody else knows of it yet.
 * @param locale that the organization knows of them
 */
export function newcomerOf(did: Did, handle: string, email: string, locale?: string | null): Newcomer {
  const language = mailLanguageIn(locale ?? undefined)
  return { did, handle: normalizeHandle(handle) as Handle, email: parseEmail(email), language }
}
