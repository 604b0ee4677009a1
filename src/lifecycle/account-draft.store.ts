import type { PlcOperation } from '@guildhall/identity'
import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../database/index.js'
import type { StoredSigningKey } from '../identity/index.js'

/**
 * An account in the making. It reserves handle and address, and remembers which identity may have been published,
 * so that a crash leaves nothing behind that nobody knows of.
 */
export interface AccountDraft {
  readonly did: Did
  readonly handle: string
  readonly email: string
  readonly operation: PlcOperation
  readonly signingKey: StoredSigningKey
}

/** Where drafts are kept. */
export abstract class AccountDraftStore {
  /** Adds a draft; says what is in its way if another draft, an account or a claim has its handle or address. */
  abstract reserve(draft: AccountDraft, now: Date): Promise<'reserved' | 'handleTaken' | 'emailTaken'>

  /**
   * Whether a draft or a claim holds this handle, or a draft this address. Whoever makes an account asks in its
   * transaction, until the end of which nobody else can claim the handle.
   */
  abstract holds(on: Queryable, handle: string, email: string): Promise<{ handle: boolean; email: boolean }>

  /** Removes a draft that became an account; `false` if it is being undone or gone. */
  abstract finish(tx: Queryable, did: Did): Promise<boolean>

  /** Gives up a draft: it frees handle and address at once, and can never be finished again. */
  abstract giveUp(did: Did, now: Date): Promise<void>

  /** Removes a draft of which nothing is left elsewhere. */
  abstract remove(did: Did): Promise<void>

  /**
   * Takes over drafts that nobody has touched since `untouchedSince`, giving them up. Each goes to one caller only.
   */
  abstract claimAbandoned(untouchedSince: Date, now: Date, limit: number): Promise<Did[]>
}
