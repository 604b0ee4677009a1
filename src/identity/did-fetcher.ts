import { Injectable } from '@nestjs/common'
import {
  DID_DOCUMENT_MAX_BYTES,
  type DidDocument,
  didWebUrl,
  InvalidDidDocument,
  isPlcDid,
  parseDidDocument,
} from '@guildhall/identity'
import type { Did } from '@guildhall/syntax'
import { Outbound, OutboundConfig, OutboundError } from '../outbound/index.js'
import { findJson } from './find-json.js'
import { IdentityConfig } from './identity.config.js'
import { DidUnresolvable } from './identity.errors.js'
import { PlcClient } from './plc-client.js'
import { WebIdentities } from './web-identities.js'

/**
 * Asks for DID documents where they come from: the PLC directory, or the host of a did:web, which may be this
 * service. Keeps nothing.
 */
@Injectable()
export class DidFetcher {
  constructor(
    private readonly plc: PlcClient,
    private readonly outbound: Outbound,
    private readonly config: IdentityConfig,
    private readonly outboundConfig: OutboundConfig,
    private readonly web: WebIdentities,
  ) {}

  /**
   * The present document of a DID; `undefined` if its origin says that there is none (any more), or if it is of a
   * method that atproto does not have.
   * @throws {DidUnresolvable} if the origin cannot be asked or answers nonsense
   */
  async fetch(did: Did): Promise<DidDocument | undefined> {
    try {
      const json = await this.#find(did)
      return json === undefined ? undefined : parseDidDocument(json, did)
    } catch (error) {
      if (error instanceof OutboundError || error instanceof InvalidDidDocument)
        throw new DidUnresolvable(did, error)
      throw error
    }
  }

  async #find(did: Did): Promise<unknown> {
    if (isPlcDid(did)) return this.plc.document(did)
    const url = didWebUrl(did, { localhost: this.outboundConfig.protectionDisabled })
    if (url === undefined) return undefined
    // This service is the host.
    const hosted = await this.web.find(did)
    if (hosted) return this.web.documentOf(hosted)
    return findJson(this.outbound, url, {
      timeoutMs: this.config.resolverTimeoutMs,
      responseMaxBytes: DID_DOCUMENT_MAX_BYTES,
      toStranger: true,
    })
  }
}
