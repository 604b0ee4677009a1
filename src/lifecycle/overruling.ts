import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Accounts } from '../account/index.js'
import { type Agent, Audit } from '../audit/index.js'
import type { Queryable } from '../database/index.js'
import { HandleChange } from './handle-change.js'
import { SecondPerson } from './second-person.js'
import { SigningKeyChange } from './signing-key-change.js'

/** Changes identities of accounts as administrators. */
@Injectable()
export class Overruling {
  constructor(
    private readonly accounts: Accounts,
    private readonly handles: HandleChange,
    private readonly keys: SigningKeyChange,
    private readonly audit: Audit,
    private readonly secondPerson: SecondPerson,
  ) {}

  /**
   * Gives an account another handle, whoever else chooses them on its domain.
   * @param options `allowAnyValid`: reserved and offensive names and bare domains as well
   * @throws as {@link HandleChange.change}
   */
  async handle(
    did: Did,
    wanted: string,
    by: Agent,
    { allowAnyValid }: { allowAnyValid: boolean },
  ): Promise<void> {
    const former = (await this.accounts.byDid(did))?.handle
    const deed = { action: 'account.handle', target: { type: 'account', id: did } }
    await this.handles.change(did, wanted, {
      ...{ allowAnyValid, isAdministrator: true },
      step: (tx) =>
        this.audit.record(tx, by, { ...deed, before: { handle: former }, after: { handle: wanted } }),
    })
  }

  /**
   * Makes a reserved key the one of an account.
   * @param didKey public
   * @param step more work for the transaction from which on the change is made
   * @throws {SecondPersonNeeded} and as {@link SigningKeyChange.change}
   */
  async signingKey(
    did: Did,
    didKey: string,
    by: Agent,
    step?: (tx: Queryable) => Promise<void>,
  ): Promise<void> {
    await this.secondPerson.assertAgreed(by)
    const deed = { action: 'account.signingKey', target: { type: 'account', id: did }, after: { didKey } }
    await this.keys.change(did, didKey, async (tx) => {
      await step?.(tx)
      await this.audit.record(tx, by, deed)
    })
  }
}
