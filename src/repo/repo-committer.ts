import { MissingNodes } from '@guildhall/repo'
import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { SigningKeys } from '../identity/index.js'
import { EventLog } from '../sequencer/index.js'
import { CommitMaker, type Outcome } from './commit-maker.js'
import { CommitWorkshop } from './commit-workshop.js'
import { RepoHeads } from './repo-heads.js'
import { RepoNotFound, TooContended } from './repo.errors.js'
import { RepoQueue } from './repo-queue.js'
import { type CommitBatch, type RepoHead, RepoStore } from './repo.store.js'
import type { CommitResult, WriteJob } from './write-job.js'

/** How often a batch is redone when other nodes keep writing to the same repository. */
const ATTEMPTS_MAX = 12

type Request = Pick<WriteJob, 'paths' | 'about' | 'plan'>

/** What is known before a try. */
interface Known {
  /** for each job, the stored paths about its subject */
  stored: (readonly string[])[] | undefined
  /** whether the head was not asked for */
  isGuess: boolean
}

/**
 * Turns requests to change repositories into stored commits: the only way to the commit statement.
 *
 * Requests for one repository that wait for each other are made into commits in memory and stored together; each
 * stays a commit and an event of its own. Whoever waits is answered after the database has made it durable.
 */
@Injectable()
export class RepoCommitter {
  readonly #queue = new RepoQueue<WriteJob>((did, jobs) => this.#process(did, jobs))

  constructor(
    private readonly store: RepoStore,
    private readonly heads: RepoHeads,
    private readonly workshop: CommitWorkshop,
    private readonly keys: SigningKeys,
    private readonly events: EventLog,
  ) {}

  /**
   * Commits what the request plans.
   * @returns undefined when it planned nothing
   * @throws RepoNotFound, TooContended, and whatever Refusal the plan throws
   */
  submit(did: Did, request: Request): Promise<CommitResult | undefined> {
    return new Promise((resolve, reject) => this.#queue.add(did, { ...request, resolve, reject }))
  }

  async #process(did: Did, jobs: WriteJob[]): Promise<void> {
    try {
      const outcomes = await this.#untilStored(did, jobs)
      outcomes.forEach((outcome, i) => {
        if ('refusal' in outcome) jobs[i]!.reject(outcome.refusal)
        else jobs[i]!.resolve(outcome.result)
      })
    } catch (error) {
      for (const job of jobs) job.reject(error)
    }
  }

  async #untilStored(did: Did, jobs: WriteJob[]): Promise<Outcome[]> {
    let guess = this.heads.guess(did)
    for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      const head = guess ?? (await this.#load(did))
      if (!head) throw new RepoNotFound(did)
      // What is about the same is so rare that it is looked for only when something has stood in the way.
      const stored = attempt > 0 ? await this.workshop.storedAbout(head, jobs) : undefined
      const outcomes = await this.#attempt(head, jobs, { stored, isGuess: guess !== undefined })
      if (outcomes) return outcomes
      guess = undefined
    }
    throw new TooContended()
  }

  /** A change of the signing key shows in the head: with a new one goes the key as it is stored now. */
  async #load(did: Did): Promise<RepoHead | undefined> {
    const head = await this.heads.load(did)
    this.keys.forget(did)
    return head
  }

  /**
   * One try on top of `head`; undefined when the repository has moved on from it, or something is about the same as what is
   * added.
   */
  async #attempt(
    head: RepoHead,
    jobs: WriteJob[],
    { stored, isGuess }: Known,
  ): Promise<Outcome[] | undefined> {
    await this.workshop.prepare(head, jobs, stored?.flat())
    const maker = this.workshop.open(head, await this.keys.signerFor(head.did))
    const outcomes: Outcome[] = []
    for (const [i, job] of jobs.entries()) {
      const outcome = await this.#make(maker, head, job, stored?.[i])
      if (!outcome) return undefined
      outcomes.push(outcome)
    }
    const batch = maker.batch()
    if (batch) return (await this.#store(batch)) ? outcomes : undefined
    // Nothing to store, so the database has not confirmed the head: a refusal must not rest on a guess.
    return isGuess && !(await this.#isPresent(head)) ? undefined : outcomes
  }

  async #make(
    maker: CommitMaker,
    head: RepoHead,
    job: WriteJob,
    stored: readonly string[] | undefined,
  ): Promise<Outcome | undefined> {
    for (;;) {
      try {
        return maker.make(job, stored)
      } catch (error) {
        if (!(error instanceof MissingNodes)) throw error
        if (!(await this.workshop.fetch(head, error))) return undefined
      }
    }
  }

  async #store(batch: CommitBatch): Promise<boolean> {
    if (!(await this.store.commit(batch))) return false
    this.events.wake()
    const { commit, data, rev } = batch.next
    this.heads.remember({ ...batch.head, commit, data, rev })
    this.workshop.keep(batch.newNodes)
    return true
  }

  async #isPresent(head: RepoHead): Promise<boolean> {
    const present = await this.heads.load(head.did)
    return present !== undefined && Buffer.compare(present.commit, head.commit) === 0
  }
}
