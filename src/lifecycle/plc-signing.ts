import { Injectable } from '@nestjs/common'
import { isPlcDid, type PlcOperation, type PlcState } from '@guildhall/identity'
import type { Did } from '@guildhall/syntax'
import { Accounts, MailCodes } from '../account/index.js'
import { UnitOfWork } from '../database/index.js'
import { PlcIdentities } from '../identity/index.js'
import { HostedAccountNotFound, NotAPlcIdentity, SigningCodeRequired } from './lifecycle.errors.js'

/** Signs changes of identities for their owners, who prove with a code that they read the mail. */
@Injectable()
export class PlcSigning {
  constructor(
    private readonly accounts: Accounts,
    private readonly codes: MailCodes,
    private readonly plc: PlcIdentities,
    private readonly work: UnitOfWork,
  ) {}

  /** Sends the code. @throws {NotAPlcIdentity | NoEmail | HostedAccountNotFound} */
  async request(did: Did): Promise<void> {
    if (!isPlcDid(did)) throw new NotAPlcIdentity()
    const account = await this.accounts.byDid(did)
    if (!account) throw new HostedAccountNotFound()
    await this.codes.send(account, 'plcOperation')
  }

  /**
   * Signs a change with the key of the service; sending it is up to the owner. The code is used up only by an
   * operation that could be made.
   * @param changes fields that are absent stay as they are
   * @throws {SigningCodeRequired | NotAPlcIdentity | InvalidCode | ExpiredCode}
   * @throws {PlcRefused | DidTombstoned | PlcUnavailable}
   */
  async sign(did: Did, code: string | undefined, changes: Partial<PlcState>): Promise<PlcOperation> {
    if (!code) throw new SigningCodeRequired()
    if (!isPlcDid(did)) throw new NotAPlcIdentity()
    await this.codes.ownerOf('plcOperation', code)
    const operation = await this.plc.sign(did, () => changes)
    await this.work.run((tx) => this.codes.use(tx, did, 'plcOperation', code))
    return operation
  }
}
