import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Accounts } from '../account/index.js'
import { type Agent, Audit } from '../audit/index.js'
import { HandleChange } from './handle-change.js'
import { SigningKeyChange } from './signing-key-change.js'

/** Changes identities of accounts as administrators. */
@Injectable()
export class Overruling {
  constructor(
    private readonly accounts: Accounts,
    private readonly handles: HandleChange,
    private readonly keys: SigningKeyChange,
    private readonly audit: Audit,
  ) {}

  /** Gives an account another handle; reserved names are allowed. @throws as {@link HandleChange.change} */
  async handle(did: Did, wanted: string, by: Agent): Promise<void> {
    const former = (await this.accounts.byDid(did))?.handle
    const deed = { action: 'account.handle', target: { type: 'account', id: did } }
    await this.handles.change(did, wanted, {
      allowAnyValid: true,
      step: (tx) =>
        this.audit.record(tx, by, { ...deed, before: { handle: former }, after: { handle: wanted } }),
    })
  }

  /** Makes a reserved key the one of an account. @param didKey public @throws as {@link SigningKeyChange.change} */
  async signingKey(did: Did, didKey: string, by: Agent): Promise<void> {
    const deed = { action: 'account.signingKey', target: { type: 'account', id: did }, after: { didKey } }
    await this.keys.change(did, didKey, (tx) => this.audit.record(tx, by, deed))
  }
}
