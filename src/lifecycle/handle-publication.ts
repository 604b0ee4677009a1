import { Injectable } from '@nestjs/common'
import { handleOf, isPlcDid } from '@guildhall/identity'
import type { Did, Handle } from '@guildhall/syntax'
import { DidDocuments, PlcIdentities, WebIdentities } from '../identity/index.js'
import { HandleNotInDocument } from './lifecycle.errors.js'

/** Makes handles public, where identities are kept. */
@Injectable()
export class HandlePublication {
  constructor(
    private readonly plc: PlcIdentities,
    private readonly documents: DidDocuments,
    private readonly web: WebIdentities,
  ) {}

  /**
   * Makes sure that an identity has a handle. It may be done again. A did:web that is hosted here has it together
   * with its account.
   * @throws {HandleNotInDocument} for another did:web, which its owner has to change
   * @throws {PlcRefused | PlcUnavailable | DidTombstoned | DidUnresolvable}
   */
  async publish(did: Did, handle: Handle): Promise<void> {
    if (isPlcDid(did)) return this.plc.rename(did, handle)
    if (await this.web.find(did)) return
    const document = await this.documents.resolve(did, { refresh: true })
    if (handleOf(document)?.toLowerCase() !== handle) throw new HandleNotInDocument()
  }

  /** Whether an identity was changed to have a handle; none but the directory is. @throws {PlcUnavailable} */
  async isPublished(did: Did, handle: Handle): Promise<boolean> {
    return isPlcDid(did) && (await this.plc.hasHandle(did, handle))
  }

  /** Drops what is kept of the document, on all nodes, because it changed. */
  forget(did: Did): Promise<void> {
    return this.documents.forget(did)
  }
}
