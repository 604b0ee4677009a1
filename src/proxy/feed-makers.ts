import { app } from '@guildhall/lexicon'
import { type AtUri, type Did, isDid } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { BoundedCache } from '../identity/index.js'
import { Clock } from '../telemetry/index.js'
import { ServiceRefused, UnknownFeed } from './proxy.errors.js'
import { nameOf, type Service } from './service.js'
import { ServiceCalls } from './service-calls.js'

const { getFeedGenerator } = app.bsky.feed

const FEEDS_MAX = 5_000
/** A feed moves to another service once in a long while; until this is over, its pages cost one call each. */
const KEPT_MS = 5 * 60_000

interface Kept {
  readonly did: Did
  readonly foundAtMs: number
}

/** Who makes a feed: its record names a service. */
@Injectable()
export class FeedMakers {
  readonly #kept = new BoundedCache<string, Kept>(FEEDS_MAX)

  constructor(
    private readonly calls: ServiceCalls,
    private readonly clock: Clock,
  ) {}

  /**
   * The service that makes a feed, as the AppView knows it.
   * @param did of the account that asks
   * @throws {UnknownFeed | ServiceUnreachable | ServiceTimeout}
   */
  async find(did: Did, appView: Service, feed: AtUri): Promise<Did> {
    const key = `${nameOf(appView)} ${feed}`
    const kept = this.#kept.get(key)
    const nowMs = this.clock.nowMs()
    if (kept && nowMs - kept.foundAtMs < KEPT_MS) return kept.did
    const found = await this.#ask(did, appView, feed)
    this.#kept.set(key, { did: found, foundAtMs: nowMs })
    return found
  }

  async #ask(did: Did, appView: Service, feed: AtUri): Promise<Did> {
    try {
      const { json } = await this.calls.call(did, appView, { nsid: getFeedGenerator.nsid, params: { feed } })
      const maker = (json as { view?: { did?: unknown } } | undefined)?.view?.did
      if (typeof maker === 'string' && isDid(maker)) return maker
    } catch (error) {
      if (!(error instanceof ServiceRefused) || error.kind !== 'invalid') throw error
    }
    throw new UnknownFeed()
  }
}
