import { cidBytesToString } from '@guildhall/data'
import type { com, OutputOf } from '@guildhall/lexicon'
import { Injectable } from '@nestjs/common'
import { publicStatus } from '../account/index.js'
import { EventFeed, EventLog } from '../sequencer/index.js'
import { Caches, Clock } from '../telemetry/index.js'
import { ExportStore, type ListedRepo } from './export.store.js'

type Page = OutputOf<typeof com.atproto.sync.listRepos>

/** Pages that are kept; of the longest, about 5 MB. */
const PAGES_KEPT = 32
/** What this node does not hear, because its connection to the database is being renewed, is seen after this. */
const AGE_MAX_MS = 1_000

interface KeptPage {
  readonly state: string
  readonly madeMs: number
  readonly json: Promise<string>
}

/**
 * Pages of the list of repositories: `com.atproto.sync.listRepos`. One is good until something happens to some repository:
 * whatever changes a line of the list is an event, or about to be one.
 */
@Injectable()
export class RepoPages {
  readonly #kept = new Map<string, KeptPage>()
  #hits = 0
  #misses = 0

  constructor(
    private readonly exports: ExportStore,
    private readonly events: EventLog,
    private readonly feed: EventFeed,
    private readonly clock: Clock,
    caches: Caches,
  ) {
    caches.show('repo_pages', () => ({ hits: this.#hits, misses: this.#misses, size: this.#kept.size }))
  }

  /**
   * @param after the cursor: id of the last repository of the page before; 0 at the beginning
   * @returns the output as JSON
   */
  page(after: number, limit: number): Promise<string> {
    const key = `${after} ${limit}`
    // Taken before the page is read: what happens meanwhile makes it old.
    const state = `${this.events.wakes} ${this.feed.lastSeq}`
    const present = this.#kept.get(key)
    const madeMs = this.clock.nowMs()
    if (present?.state === state && madeMs - present.madeMs < AGE_MAX_MS) {
      this.#hits++
      return present.json
    }
    this.#misses++
    const json = this.#read(after, limit)
    this.#keep(key, { state, madeMs, json })
    return json
  }

  #keep(key: string, page: KeptPage): void {
    // The one that was made last is the last one to go.
    this.#kept.delete(key)
    this.#kept.set(key, page)
    if (this.#kept.size > PAGES_KEPT) this.#kept.delete(this.#kept.keys().next().value!)
    page.json.catch(() => this.#kept.get(key) === page && this.#kept.delete(key))
  }

  async #read(after: number, limit: number): Promise<string> {
    const found = await this.exports.list(after, limit + 1)
    const shown = found.slice(0, limit)
    const page: Page = {
      repos: shown.map(listed),
      ...(found.length > limit && { cursor: String(shown[shown.length - 1]!.repoId) }),
    }
    return JSON.stringify(page)
  }
}

function listed({ did, head, rev, status }: ListedRepo) {
  return {
    did,
    head: cidBytesToString(head),
    rev,
    ...publicStatus({ status: status as Parameters<typeof publicStatus>[0]['status'] }),
  }
}
