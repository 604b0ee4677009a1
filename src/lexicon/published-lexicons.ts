import { DataModelError } from '@guildhall/data'
import { InvalidLexicon } from '@guildhall/lexicon'
import type { Nsid } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { BoundedCache } from '../identity/index.js'
import { Clock, Log } from '../telemetry/index.js'
import { LexiconConfig } from './lexicon.config.js'
import { LexiconFetcher } from './lexicon-fetcher.js'
import { LexiconStore } from './lexicon.store.js'
import { LexiconUnresolvable } from './lexicon-unresolvable.js'
import { type FetchedLexicon, type PublishedLexicon, readLexicon } from './published-lexicon.js'

/** Lexicons that are fetched at the same time; whoever invents names must not make this server ask without end. */
const FETCHES_MAX = 64

/** Names remembered of lexicons that could not be found. Only in memory: inventing names must not cause writes. */
const FAILURES_KEPT = 10_000

/**
 * Lexicons that others publish, kept in the database for all nodes.
 *
 * A kept one is used up to the stale time as it is, up to the expiry while it is renewed in the background, and after
 * that not at all. Look-ups of one NSID share one fetch, and one that failed is not repeated for a while. A broken
 * document is treated as if there were none.
 */
@Injectable()
export class PublishedLexicons {
  readonly #fetching = new Map<Nsid, Promise<PublishedLexicon | undefined>>()
  /** until when not to try again */
  readonly #failed = new BoundedCache<Nsid, number>(FAILURES_KEPT)

  constructor(
    private readonly store: LexiconStore,
    private readonly fetcher: LexiconFetcher,
    private readonly clock: Clock,
    private readonly config: LexiconConfig,
    private readonly log: Log,
  ) {}

  /** The lexicon of an NSID; `undefined` when it cannot be had at present. */
  async find(nsid: Nsid): Promise<PublishedLexicon | undefined> {
    const kept = readable(await this.store.find(nsid))
    const ageMs = kept ? this.clock.nowMs() - kept.fetchedAtMs : Infinity
    if (!kept || ageMs >= this.config.expiryMs) return this.#fetch(nsid)
    if (ageMs >= this.config.staleMs) this.#renew(nsid)
    return kept
  }

  #renew(nsid: Nsid): void {
    this.#fetch(nsid).catch((error: unknown) => {
      this.log.warn({ nsid, err: error }, 'could not renew a lexicon')
    })
  }

  #fetch(nsid: Nsid): Promise<PublishedLexicon | undefined> {
    const underWay = this.#fetching.get(nsid)
    if (underWay) return underWay
    const failedLately = (this.#failed.get(nsid) ?? 0) > this.clock.nowMs()
    if (failedLately || this.#fetching.size >= FETCHES_MAX) return Promise.resolve(undefined)
    const fetching = this.#fetchAndKeep(nsid).finally(() => this.#fetching.delete(nsid))
    this.#fetching.set(nsid, fetching)
    return fetching
  }

  async #fetchAndKeep(nsid: Nsid): Promise<PublishedLexicon | undefined> {
    try {
      const fetched = { ...(await this.fetcher.fetch(nsid)), fetchedAtMs: this.clock.nowMs() }
      const published = withDocument(fetched)
      await this.store.put(fetched)
      this.#failed.delete(nsid)
      return published
    } catch (error) {
      const { message } = LexiconUnresolvable.from(error)
      this.#failed.set(nsid, this.clock.nowMs() + this.config.failureMs)
      this.log.debug({ nsid, reason: message }, 'a lexicon could not be resolved')
      return undefined
    }
  }
}

function withDocument(fetched: FetchedLexicon): PublishedLexicon {
  return { ...fetched, doc: readLexicon(fetched.nsid, fetched.content) }
}

/** What an earlier release took for a lexicon may be none for this one. */
function readable(kept: FetchedLexicon | undefined): PublishedLexicon | undefined {
  try {
    return kept && withDocument(kept)
  } catch (error) {
    if (error instanceof InvalidLexicon || error instanceof DataModelError) return undefined
    throw error
  }
}
