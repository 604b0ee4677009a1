import { Injectable } from '@nestjs/common'
import { type DidDocument, didWebOf, webDidDocument } from '@guildhall/identity'
import type { Did, Handle } from '@guildhall/syntax'
import { ServiceConfig } from '../config/index.js'
import type { Queryable } from '../database/index.js'
import { Clock } from '../telemetry/index.js'
import { IdentityConfig } from './identity.config.js'
import { HandleNotAvailable } from './identity.errors.js'
import { type WebIdentity, WebIdentityStore } from './web-identity.store.js'

/**
 * The did:web identities hosted here: an account's first handle is the host in its DID, and its document is served
 * at that host for as long as the account exists, whatever its handle has become. Nobody gets the name again.
 */
@Injectable()
export class WebIdentities {
  constructor(
    private readonly store: WebIdentityStore,
    private readonly config: IdentityConfig,
    private readonly service: ServiceConfig,
    private readonly clock: Clock,
  ) {}

  /**
   * The DID that a new account with this handle, of one of our domains, gets or may get; `undefined` where none is
   * hosted. The host of the service has a document of its own.
   */
  didFor(handle: Handle): Did | undefined {
    return this.config.didWebHosting && handle !== this.service.hostname ? didWebOf(handle) : undefined
  }

  /** Whether new accounts have a did:web when nobody asks for one. */
  get isDefault(): boolean {
    return this.config.accountDidMethod === 'web'
  }

  /** An identity, also when it has ended; `undefined` if it was never hosted here. */
  find(did: Did): Promise<WebIdentity | undefined> {
    return this.store.find(did)
  }

  /** The document of an identity; `undefined` when it has ended. */
  documentOf({ did, handle, signingKey, isEnded }: WebIdentity): DidDocument | undefined {
    if (isEnded || signingKey === undefined) return undefined
    return webDidDocument(did, { handle, signingKey, pdsUrl: this.service.publicUrl })
  }

  /** Whether a handle is kept for the DID that has it as its name, and that DID is not this one. */
  async isKept(handle: Handle, did: Did | undefined): Promise<boolean> {
    const owner = didWebOf(handle)
    return owner !== did && (await this.store.find(owner)) !== undefined
  }

  /**
   * Begins to host an identity, in the transaction that makes its account.
   * @throws {HandleNotAvailable} if its name was used before
   */
  async begin(tx: Queryable, did: Did, handle: Handle): Promise<void> {
    if (!(await this.store.add(tx, did, handle))) throw new HandleNotAvailable('Reserved handle')
  }

  /** Makes a handle the one of an identity, if it is hosted here, in the transaction that changes its account. */
  async rename(tx: Queryable, did: Did, handle: Handle): Promise<void> {
    await this.store.rename(tx, did, handle)
  }

  /** Ends an identity, if it is hosted here, in the transaction that deletes its account. */
  end(tx: Queryable, did: Did): Promise<void> {
    return this.store.end(tx, did, new Date(this.clock.nowMs()))
  }
}
