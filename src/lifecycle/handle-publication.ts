import { Injectable } from '@nestjs/common'
import { handleOf, isPlcDid } from '@guildhall/identity'
import type { Did, Handle } from '@guildhall/syntax'
import { DidDocuments, PlcIdentities } from '../identity/index.js'
import { HandleNotInDocument } from './lifecycle.errors.js'

/** Makes handles public, where identities are kept. */
@Injectable()
export class HandlePublication {
  constructor(
    private readonly plc: PlcIdentities,
    private readonly documents: DidDocuments,
  ) {}

  /**
   * Makes sure that an identity has a handle. It may be done again.
   * @throws {HandleNotInDocument} for a did:web, which its owner has to change
   * @throws {PlcRefused | PlcUnavailable | DidTombstoned | DidUnresolvable}
   */
  async publish(did: Did, handle: Handle): Promise<void> {
    if (isPlcDid(did)) return this.plc.rename(did, handle)
    const document = await this.documents.resolve(did, { refresh: true })
    if (handleOf(document)?.toLowerCase() !== handle) throw new HandleNotInDocument()
  }

  /** Drops what is kept of the document, on all nodes, because it changed. */
  forget(did: Did): Promise<void> {
    return this.documents.forget(did)
  }
}
