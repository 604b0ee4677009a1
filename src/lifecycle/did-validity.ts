import { Injectable } from '@nestjs/common'
import { isPlcDid, pdsOf, signingKeyOf } from '@guildhall/identity'
import type { Did } from '@guildhall/syntax'
import { ServiceConfig } from '../config/index.js'
import {
  DidDocuments,
  DidUnresolvable,
  PlcIdentities,
  PlcUnavailable,
  SigningKeys,
} from '../identity/index.js'
import { DidNotReady } from './lifecycle.errors.js'

/** Whether identities are such that their accounts can be active here. */
@Injectable()
export class DidValidity {
  constructor(
    private readonly plc: PlcIdentities,
    private readonly documents: DidDocuments,
    private readonly keys: SigningKeys,
    private readonly config: ServiceConfig,
  ) {}

  /**
   * Refuses an identity that does not point to this service, or not with the key of the account. Its origin is
   * asked anew.
   * @throws {DidNotReady | DidUnresolvable | PlcUnavailable}
   */
  async check(did: Did): Promise<void> {
    const document = await this.documents.resolve(did, { refresh: true })
    if (!document) throw new DidNotReady('DID document could not be resolved')
    if (isPlcDid(did)) {
      const state = await this.plc.state(did)
      if (!state?.rotationKeys.includes(this.plc.rotationKey))
        throw new DidNotReady('Server rotation key not included in PLC DID data')
    }
    if (pdsOf(document) !== this.config.publicUrl)
      throw new DidNotReady('DID document atproto_pds service endpoint does not match PDS public url')
    if (signingKeyOf(document) !== (await this.keys.signerFor(did)).didKey)
      throw new DidNotReady('DID document verification method does not match expected signing key')
  }

  /** The same as yes or no; no also when nobody can be asked. */
  async isValid(did: Did): Promise<boolean> {
    try {
      await this.check(did)
      return true
    } catch (error) {
      const isAnswer =
        error instanceof DidNotReady || error instanceof DidUnresolvable || error instanceof PlcUnavailable
      if (isAnswer) return false
      throw error
    }
  }
}
