import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Accounts } from '../account/index.js'
import { type Queryable, UnitOfWork } from '../database/index.js'
import { DidTombstoned, PlcRefused, ReservedKeys } from '../identity/index.js'
import { DidNotReady, HostedAccountNotFound } from './lifecycle.errors.js'
import { SigningKeyPublication } from './signing-key-publication.js'
import { SigningKeySwitch } from './signing-key-switch.js'

/** After these, the identity is as it was. */
const REFUSALS = [PlcRefused, DidTombstoned, DidNotReady]

/**
 * Gives accounts other signing keys. A server can only sign with a key whose private half it has: it must be one that
 * was reserved here.
 *
 * Before the identity is changed, which cannot be rolled back, the key is set apart for the account. Whatever happens
 * then, {@link complete} can be done again until key, identity and repository agree.
 */
@Injectable()
export class SigningKeyChange {
  constructor(
    private readonly work: UnitOfWork,
    private readonly accounts: Accounts,
    private readonly reserved: ReservedKeys,
    private readonly publication: SigningKeyPublication,
    private readonly keySwitch: SigningKeySwitch,
  ) {}

  /**
   * Makes a reserved key the one of an account; nothing happens if it is that already. When the directory is out of
   * reach, the change is made later.
   * @param didKey the public half, as `did:key`
   * @param step more work for the transaction that sets the key apart: from then on the change is made, if later
   * @throws {HostedAccountNotFound | UnknownReservedKey | KeyChangeUnderWay}
   * @throws {PlcRefused | DidTombstoned | DidNotReady} nothing is changed then
   * @throws {PlcUnavailable | DidUnresolvable}
   */
  async change(did: Did, didKey: string, step?: (tx: Queryable) => Promise<void>): Promise<void> {
    if (!(await this.accounts.byDid(did))) throw new HostedAccountNotFound()
    if (await this.keySwitch.isMade(did, didKey)) return
    await this.work.run(async (tx) => {
      await this.reserved.take(tx, did, didKey)
      await step?.(tx)
    })
    await this.complete(did)
  }

  /** Finishes a change that was begun; nothing happens if there is none. @throws as {@link change} */
  async complete(did: Did): Promise<void> {
    try {
      await this.#switch(did)
    } catch (error) {
      // In all other cases the directory may have taken the change.
      if (REFUSALS.some((refusal) => error instanceof refusal)) await this.reserved.giveBack(did)
      throw error
    }
    this.keySwitch.done(did)
    await this.publication.forget(did)
  }

  /** The directory is asked last, so that nothing is committed unless it agrees, and no commit is made meanwhile. */
  async #switch(did: Did): Promise<void> {
    await this.work.run(async (tx) => {
      if (!(await this.accounts.lock(tx, did))) throw new HostedAccountNotFound()
      const key = await this.reserved.taken(did)
      if (!key) return
      await this.keySwitch.make(tx, did, key)
      await this.publication.publish(did, key.didKey)
    })
  }
}
