import { Injectable } from '@nestjs/common'
import { type DidDocument, handleOf } from '@guildhall/identity'
import { type Did, isDid } from '@guildhall/syntax'
import { DidDocuments, HandleNotFound, PlcIdentities } from '../identity/index.js'
import { DidDeactivated, DidNotFound, UnresolvableHandle } from './account.errors.js'
import { INVALID_HANDLE } from './account.js'
import { HandleLookup } from './handle-lookup.js'

/** An identity as `com.atproto.identity` describes it. */
export interface IdentityView {
  readonly did: Did
  /** `handle.invalid` unless handle and document point to each other */
  readonly handle: string
  readonly didDoc: DidDocument
}

/** Finds identities, of accounts here or of anybody. */
@Injectable()
export class IdentityLookup {
  constructor(
    private readonly handles: HandleLookup,
    private readonly documents: DidDocuments,
    private readonly plc: PlcIdentities,
  ) {}

  /**
   * The document of a DID.
   * @param options `refresh` asks its origin, whatever is kept
   * @throws {DidNotFound | DidDeactivated | DidUnresolvable | PlcUnavailable}
   */
  async document(did: Did, options: { refresh?: boolean } = {}): Promise<DidDocument> {
    const document = await this.documents.resolve(did, options)
    if (document) return document
    throw (await this.plc.isEnded(did)) ? new DidDeactivated() : new DidNotFound()
  }

  /**
   * The identity of a handle or DID.
   * @throws as {@link document}, and HandleNotFound
   */
  async identity(identifier: string, options: { refresh?: boolean } = {}): Promise<IdentityView> {
    const did = isDid(identifier) ? identifier : await this.#didOf(identifier, options)
    const didDoc = await this.document(did, options)
    const claimed = handleOf(didDoc)?.toLowerCase()
    const isMutual = claimed !== undefined && (await this.#isHandleOf(claimed, did, options))
    return { did, handle: isMutual ? claimed : INVALID_HANDLE, didDoc }
  }

  async #didOf(handle: string, options: { refresh?: boolean }): Promise<Did> {
    try {
      return await this.handles.resolve(handle, options)
    } catch (error) {
      throw error instanceof UnresolvableHandle ? new HandleNotFound() : error
    }
  }

  async #isHandleOf(handle: string, did: Did, options: { refresh?: boolean }): Promise<boolean> {
    try {
      return (await this.handles.resolve(handle, options)) === did
    } catch (error) {
      if (error instanceof HandleNotFound || error instanceof UnresolvableHandle) return false
      throw error
    }
  }
}
