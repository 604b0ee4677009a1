import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { HandlePolicy, HandleResolver, PlcIdentities, PlcUnavailable } from '../../identity/index.js'

/** Asks the network whether identities are as they should be. That nobody answers says nothing. */
@Injectable()
export class IdentityQuestions {
  constructor(
    private readonly policy: HandlePolicy,
    private readonly resolver: HandleResolver,
    private readonly identities: PlcIdentities,
  ) {}

  /** Whether a handle leads to an account; those of our domains do. Undefined if it is not known. */
  async leadsTo(handle: string, did: Did): Promise<boolean | undefined> {
    if (this.policy.serviceDomainOf(handle)) return true
    const found = await this.resolver.find(handle)
    return found.isCertain ? found.did === did : undefined
  }

  /** How many operations of an identity were overruled; undefined if it has none or is not known. */
  async nullified(did: Did): Promise<number | undefined> {
    if (!did.startsWith('did:plc:')) return undefined
    try {
      const log = await this.identities.log(did)
      return log?.filter((entry) => (entry as { nullified?: unknown } | null)?.nullified === true).length
    } catch (error) {
      if (error instanceof PlcUnavailable) return undefined
      throw error
    }
  }
}
