import type { K256Key } from '@guildhall/crypto'
import { Injectable } from '@nestjs/common'
import type { Did, Handle } from '@guildhall/syntax'
import { EmailTaken, HandleTaken } from '../account/index.js'
import type { Queryable } from '../database/index.js'
import { PlcIdentities, PlcRefused, PlcUnavailable, SigningKeys } from '../identity/index.js'
import { Clock, Log } from '../telemetry/index.js'
import { type AccountDraft, AccountDraftStore } from './account-draft.store.js'
import { creationPoint } from './creation-point.js'
import { SignUpAborted } from './lifecycle.errors.js'

/** A new identity on its way: reserved here, with its key still at hand. */
export interface IdentityDraft extends AccountDraft {
  readonly key: K256Key
}

/**
 * New did:plc identities, from the reservation of their handle to the account, or back to nothing.
 *
 * The genesis operation is stored before it is sent. Whatever happens after that, the draft knows which identity
 * may have been published, and {@link undo} takes it back.
 */
@Injectable()
export class IdentityDrafts {
  constructor(
    private readonly store: AccountDraftStore,
    private readonly keys: SigningKeys,
    private readonly identities: PlcIdentities,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /**
   * Makes a signing key and a genesis operation, and reserves handle and address.
   * @throws {HandleTaken | EmailTaken}
   */
  async reserve(wanted: {
    handle: Handle
    email: string
    recoveryKey?: string | undefined
  }): Promise<IdentityDraft> {
    const { handle, email, recoveryKey } = wanted
    const key = this.keys.create()
    const { did, operation } = this.identities.genesis({ signingKey: key.didKey, handle, recoveryKey })
    const signingKey = await this.keys.wrap(did, key)
    const draft = { did, handle, email, operation, signingKey }
    creationPoint('genesis made')
    const outcome = await this.store.reserve(draft, this.#now())
    if (outcome === 'handleTaken') throw new HandleTaken(handle)
    if (outcome === 'emailTaken') throw new EmailTaken(email)
    creationPoint('draft reserved')
    return { ...draft, key }
  }

  /**
   * Refuses a handle or address that is reserved by somebody else.
   * @throws {HandleTaken | EmailTaken}
   */
  async checkFree(on: Queryable, handle: string, email: string): Promise<void> {
    const held = await this.store.holds(on, handle, email)
    if (held.handle) throw new HandleTaken(handle)
    if (held.email) throw new EmailTaken(email)
  }

  /**
   * Sends the genesis operation.
   * @throws {PlcRefused | PlcUnavailable}
   */
  async publish(draft: IdentityDraft): Promise<void> {
    creationPoint('genesis on its way')
    await this.identities.publish(draft.did, draft.operation)
    creationPoint('genesis taken')
  }

  /**
   * Ends a draft in the transaction that makes its account.
   * @throws {SignUpAborted} if it was taken for abandoned meanwhile
   */
  async finish(tx: Queryable, did: Did): Promise<void> {
    if (!(await this.store.finish(tx, did))) throw new SignUpAborted()
    creationPoint('draft finished')
  }

  /**
   * Takes a draft back after `failure`: handle and address are free at once, and a published identity is
   * tombstoned. What cannot be done now remains for the recovery. Never throws.
   */
  async cancel(did: Did, failure: unknown): Promise<void> {
    try {
      // Refused by the directory: there is nothing to take back.
      if (failure instanceof PlcRefused) return await this.store.remove(did)
      await this.store.giveUp(did, this.#now())
      creationPoint('draft given up')
      // Out of reach, the directory may still take the operation later than it is asked about it.
      if (!(failure instanceof PlcUnavailable)) await this.undo(did)
    } catch (error) {
      this.log.warn({ did, err: error }, 'could not take back an unfinished account yet')
    }
  }

  /**
   * Makes sure that the identity of a given-up draft does not live, and removes the draft.
   * @throws {PlcRefused | PlcUnavailable} the draft stays then
   */
  async undo(did: Did): Promise<void> {
    creationPoint('identity about to be retired')
    await this.identities.retire(did)
    creationPoint('identity retired')
    await this.store.remove(did)
    creationPoint('draft removed')
  }

  #now(): Date {
    return new Date(this.clock.nowMs())
  }
}
