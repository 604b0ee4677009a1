import { isPlcDid } from '@guildhall/identity'
import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { DidDocuments, PlcIdentities } from '../identity/index.js'
import { DidNotReady } from './lifecycle.errors.js'

/** Makes signing keys public, where identities are kept. */
@Injectable()
export class SigningKeyPublication {
  constructor(
    private readonly plc: PlcIdentities,
    private readonly documents: DidDocuments,
  ) {}

  /**
   * Makes sure that an identity names a key. It may be done again.
   * @throws {DidNotReady} for a did:web, which its owner has to change
   * @throws {PlcRefused | PlcUnavailable | DidTombstoned | DidUnresolvable}
   */
  async publish(did: Did, didKey: string): Promise<void> {
    if (isPlcDid(did)) return this.plc.rekey(did, didKey)
    if ((await this.documents.signingKey(did, { refresh: true })) === didKey) return
    throw new DidNotReady('DID document verification method does not match expected signing key')
  }

  /** Drops what is kept of the document, on all nodes, because it changed. */
  forget(did: Did): Promise<void> {
    return this.documents.forget(did)
  }
}
