import type { Did } from '@guildhall/syntax'

/** Most jobs taken together: bounds the size of one statement and the wait of the first of them. */
export const MERGE_MAX = 32

/**
 * One queue per repository. While a batch is being stored, later jobs for the same repository gather and form
 * the next batch; other repositories do not wait.
 */
export class RepoQueue<Job> {
  readonly #waiting = new Map<string, Job[]>()

  /** @param run settles all the jobs it gets and never rejects */
  constructor(private readonly run: (did: Did, jobs: Job[]) => Promise<void>) {}

  add(did: Did, job: Job): void {
    const waiting = this.#waiting.get(did)
    if (waiting) {
      waiting.push(job)
      return
    }
    this.#waiting.set(did, [job])
    void this.#drain(did)
  }

  async #drain(did: Did): Promise<void> {
    const waiting = this.#waiting.get(did)!
    while (waiting.length > 0) await this.run(did, waiting.splice(0, MERGE_MAX))
    this.#waiting.delete(did)
  }
}
