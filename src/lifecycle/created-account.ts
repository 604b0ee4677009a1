import type { DidDocument } from '@guildhall/identity'
import type { Did, Handle } from '@guildhall/syntax'
import type { FoundingStep } from './account-founding.js'

/** An account that was just made. */
export interface CreatedAccount {
  readonly did: Did
  readonly handle: Handle
  /** Its public document, where it is known. */
  readonly didDoc: DidDocument | undefined
}

/** More work for the transaction that makes an account, such as opening its first session. */
export type AccountStep = (did: Did, ...tx: Parameters<FoundingStep>) => Promise<void>
