import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common'
import { type DidDocument, signingKeyOf } from '@guildhall/identity'
import type { Did } from '@guildhall/syntax'
import { type CacheUse, Clock, Log } from '../telemetry/index.js'
import { BoundedCache } from './bounded-cache.js'
import { DidDocumentStore, type FetchedDocument } from './did-document.store.js'
import { DidFetcher } from './did-fetcher.js'
import { IdentityConfig } from './identity.config.js'

/** What a document takes on average, with room to spare: anybody may have DIDs whose documents are far larger. */
const DOCUMENT_LENGTH = 2 * 1024

/**
 * DID documents of did:plc and did:web, kept in memory and, for all nodes and across restarts, in the database.
 *
 * A kept document is used up to the stale TTL as it is, up to the max TTL while it is renewed in the
 * background, and after that not at all. Look-ups of one DID share one fetch.
 */
@Injectable()
export class DidDocuments implements OnModuleInit, OnApplicationShutdown {
  readonly #kept: BoundedCache<Did, FetchedDocument>
  /** Fetches under way; what is dropped from here meanwhile must not be kept. */
  readonly #fetching = new Map<Did, Promise<DidDocument | undefined>>()
  #unwatch: (() => Promise<void>) | undefined

  constructor(
    private readonly store: DidDocumentStore,
    private readonly fetcher: DidFetcher,
    private readonly clock: Clock,
    private readonly config: IdentityConfig,
    private readonly log: Log,
  ) {
    this.#kept = new BoundedCache(config.didsCachedMax, {
      max: config.didsCachedMax * DOCUMENT_LENGTH,
      of: ({ document }) => JSON.stringify(document).length,
    })
  }

  /** How the cache in memory fares. */
  get cacheUse(): CacheUse {
    return this.#kept.use
  }

  async onModuleInit(): Promise<void> {
    this.#unwatch = await this.store.watch((did) => this.#drop(did))
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#unwatch?.()
  }

  /**
   * The document of a DID; `undefined` if the DID does not exist (any more).
   * @param options `refresh` asks its origin, whatever is kept
   * @throws {DidUnresolvable} if the origin cannot be asked or answers nonsense
   */
  async resolve(did: Did, options: { refresh?: boolean } = {}): Promise<DidDocument | undefined> {
    if (options.refresh) return this.#fetch(did)
    const kept = this.#kept.get(did) ?? (await this.#load(did))
    const ageMs = kept ? this.clock.nowMs() - kept.fetchedAtMs : Infinity
    if (!kept || ageMs >= this.config.didCacheMaxTtlMs) return this.#fetch(did)
    if (ageMs >= this.config.didCacheStaleTtlMs) this.#renew(did)
    return kept.document
  }

  /**
   * The key (`did:key`) with which a DID signs its repository and its requests to services.
   * @param options `refresh` as in {@link resolve}; `fragment` names another key of the document
   * @returns `undefined` if the DID or the key does not exist
   * @throws {DidUnresolvable}
   */
  async signingKey(
    did: Did,
    { fragment, ...options }: { refresh?: boolean; fragment?: string } = {},
  ): Promise<string | undefined> {
    const document = await this.resolve(did, options)
    return document && signingKeyOf(document, fragment)
  }

  /** Keeps a document that is known without asking, such as that of a DID which was just made here. */
  remember(did: Did, document: DidDocument): void {
    this.#drop(did)
    this.#kept.set(did, { document, fetchedAtMs: this.clock.nowMs() })
  }

  /** Drops what all nodes keep about a DID, because it changed. */
  async forget(did: Did): Promise<void> {
    this.#drop(did)
    await this.store.remove(did)
  }

  #drop(did: Did | undefined): void {
    if (did === undefined) {
      this.#kept.clear()
      this.#fetching.clear()
    } else {
      this.#kept.delete(did)
      this.#fetching.delete(did)
    }
  }

  #renew(did: Did): void {
    this.#fetch(did).catch((error: unknown) => {
      this.log.debug({ did, err: error }, 'could not renew a DID document')
    })
  }

  async #load(did: Did): Promise<FetchedDocument | undefined> {
    const stored = await this.store.find(did)
    if (stored) this.#kept.set(did, stored)
    return stored
  }

  #fetch(did: Did): Promise<DidDocument | undefined> {
    const underWay = this.#fetching.get(did)
    if (underWay) return underWay
    const fetching = this.fetcher.fetch(did)
    this.#fetching.set(did, fetching)
    const done = fetching.then(async (document) => {
      if (this.#fetching.get(did) !== fetching) return
      if (document) await this.#keep(did, document)
      // Whoever invents DIDs must not cause writes.
      else if (this.#kept.get(did)) await this.forget(did)
    })
    return done
      .then(() => fetching)
      .finally(() => {
        if (this.#fetching.get(did) === fetching) this.#fetching.delete(did)
      })
  }

  async #keep(did: Did, document: DidDocument): Promise<void> {
    const fetched = { document, fetchedAtMs: this.clock.nowMs() }
    this.#kept.set(did, fetched)
    await this.store.put(did, fetched)
  }
}
