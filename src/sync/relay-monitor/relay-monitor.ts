import { Injectable } from '@nestjs/common'
import { UnitOfWork } from '../../database/index.js'
import { HousekeepingTask } from '../../jobs/index.js'
import { CrawlConfig } from '../crawl.config.js'
import { RelayFindingStore } from './relay-finding.store.js'
import { RelayNotes } from './relay-notes.js'
import { RelayQuestions } from './relay-questions.js'

/** Other upkeep waits meanwhile. */
const HOST_MAX_MS = 5_000
const REPOS_MAX_MS = 10_000

/** Accounts of a round, and at most as many of those who came lately, that a relay is asked about in a run. */
const REPOS_MAX = 20

/**
 * Asks relays whether they keep up with this server and pass its accounts on: of those accounts that came lately in each
 * run, of all others by and by.
 */
@Injectable()
export class RelayMonitor extends HousekeepingTask {
  override readonly name = 'what relays know'
  override readonly everyMs: number

  constructor(
    private readonly questions: RelayQuestions,
    private readonly store: RelayFindingStore,
    private readonly notes: RelayNotes,
    private readonly work: UnitOfWork,
    private readonly config: CrawlConfig,
  ) {
    super()
    this.everyMs = config.checkIntervalMs
  }

  /** Gives the number of relays that were asked. */
  override async run(): Promise<number> {
    const { relays } = this.config
    await this.store.tidy(relays)
    await Promise.all(relays.map((url) => this.#check(url)))
    return relays.length
  }

  async #check(url: string): Promise<void> {
    const answer = await this.questions.host(url, AbortSignal.timeout(HOST_MAX_MS))
    await this.work.run((tx) => this.notes.host(tx, url, answer))
    if (!answer.host) return
    const { dids, next } = await this.store.round(url, this.notes.lately(), REPOS_MAX)
    const found = await this.questions.repos(url, dids, AbortSignal.timeout(REPOS_MAX_MS))
    await this.work.run(async (tx) => {
      await this.notes.repos(tx, url, found.byDid)
      // Whoever was not asked about is asked about the next time.
      if (found.isComplete) await this.store.advance(tx, url, next)
    })
  }
}
