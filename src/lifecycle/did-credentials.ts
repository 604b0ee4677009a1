import { Injectable } from '@nestjs/common'
import { isPlcDid, type PlcState } from '@guildhall/identity'
import type { Did } from '@guildhall/syntax'
import { type Account, Accounts } from '../account/index.js'
import { ServiceConfig } from '../config/index.js'
import { IdentityConfig, PlcIdentities, SigningKeys } from '../identity/index.js'
import { HostedAccountNotFound, UnfitOperation } from './lifecycle.errors.js'

const PDS = 'atproto_pds'
const PDS_TYPE = 'AtprotoPersonalDataServer'

/** What the identity of an account that is hosted here has to say. */
@Injectable()
export class DidCredentials {
  constructor(
    private readonly accounts: Accounts,
    private readonly keys: SigningKeys,
    private readonly plc: PlcIdentities,
    private readonly service: ServiceConfig,
    private readonly config: IdentityConfig,
  ) {}

  /**
   * What its owner should put into the identity; only a directory has rotation keys.
   * @throws {HostedAccountNotFound}
   */
  async recommended(did: Did): Promise<Partial<PlcState>> {
    const { handle } = await this.#account(did)
    const signingKey = (await this.keys.signerFor(did)).didKey
    return {
      ...(isPlcDid(did) && { rotationKeys: this.#rotationKeys() }),
      alsoKnownAs: handle === undefined ? [] : [`at://${handle}`],
      verificationMethods: { atproto: signingKey },
      services: { [PDS]: { type: PDS_TYPE, endpoint: this.service.publicUrl } },
    }
  }

  /**
   * Refuses what would leave the account without its identity.
   * @throws {UnfitOperation | HostedAccountNotFound}
   */
  async check(did: Did, state: PlcState): Promise<void> {
    const { handle } = await this.#account(did)
    const pds = state.services[PDS]
    if (!state.rotationKeys.includes(this.plc.rotationKey))
      throw new UnfitOperation("Rotation keys do not include server's rotation key")
    if (pds?.type !== PDS_TYPE) throw new UnfitOperation('Incorrect type on atproto_pds service')
    if (pds.endpoint !== this.service.publicUrl)
      throw new UnfitOperation('Incorrect endpoint on atproto_pds service')
    if (state.verificationMethods.atproto !== (await this.keys.signerFor(did)).didKey)
      throw new UnfitOperation('Incorrect signing key')
    if (handle !== undefined && state.alsoKnownAs[0] !== `at://${handle}`)
      throw new UnfitOperation('Incorrect handle in alsoKnownAs')
  }

  #rotationKeys(): string[] {
    const { recoveryDidKey } = this.config
    return [...(recoveryDidKey === undefined ? [] : [recoveryDidKey]), this.plc.rotationKey]
  }

  async #account(did: Did): Promise<Account> {
    const account = await this.accounts.byDid(did)
    if (!account) throw new HostedAccountNotFound()
    return account
  }
}
