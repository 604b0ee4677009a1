import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { type CacheUse, Clock, Log } from '../telemetry/index.js'
import { BoundedCache } from './bounded-cache.js'
import { HandleResolver } from './handle-resolver.js'
import { IdentityConfig } from './identity.config.js'

interface KnownHandle {
  readonly did: Did
  readonly foundAtMs: number
}

/**
 * Handles of other domains and their DIDs, kept in memory.
 *
 * What is kept is used up to the stale TTL as it is, up to the max TTL while it is renewed in the background, and
 * after that not at all. It outlives a time in which nobody can be asked, but no word that it leads nowhere. What
 * leads nowhere is not kept. Look-ups of one handle share the questions.
 */
@Injectable()
export class KnownHandles {
  readonly #kept: BoundedCache<string, KnownHandle>
  readonly #asking = new Map<string, Promise<Did | undefined>>()

  constructor(
    private readonly resolver: HandleResolver,
    private readonly clock: Clock,
    private readonly config: IdentityConfig,
    private readonly log: Log,
  ) {
    this.#kept = new BoundedCache(config.handlesCachedMax)
  }

  /** How the cache fares. */
  get cacheUse(): CacheUse {
    return this.#kept.use
  }

  /**
   * The DID that a handle in lower case points to; `undefined` if it leads nowhere, or nobody can be asked.
   * @param options `refresh` asks the network, whatever is kept
   */
  resolve(handle: string, options: { refresh?: boolean } = {}): Promise<Did | undefined> {
    const kept = options.refresh ? undefined : this.#kept.get(handle)
    const ageMs = kept ? this.clock.nowMs() - kept.foundAtMs : Infinity
    if (!kept || ageMs >= this.config.handleCacheMaxTtlMs) return this.#ask(handle)
    if (ageMs >= this.config.handleCacheStaleTtlMs) this.#renew(handle)
    return Promise.resolve(kept.did)
  }

  #renew(handle: string): void {
    this.#ask(handle).catch((error: unknown) => {
      this.log.debug({ handle, err: error }, 'could not look up a handle again')
    })
  }

  #ask(handle: string): Promise<Did | undefined> {
    const underWay = this.#asking.get(handle)
    if (underWay) return underWay
    const asking = this.#find(handle).finally(() => this.#asking.delete(handle))
    this.#asking.set(handle, asking)
    return asking
  }

  async #find(handle: string): Promise<Did | undefined> {
    const { did, isCertain } = await this.resolver.find(handle)
    if (did) this.#kept.set(handle, { did, foundAtMs: this.clock.nowMs() })
    else if (isCertain) this.#kept.delete(handle)
    return did
  }
}
