import { type Database, DatabaseUnavailable, GatheredStatements } from '../database/index.js'
import { type Metrics, Timings } from '../telemetry/index.js'
import { commitStatement } from './commit-statement.js'
import { isJoinable, jointCommitStatement } from './joint-commit-statement.js'
import type { CommitBatch } from './repo.store.js'

/** Repositories whose commits travel in one statement at most. */
const REPOS_MAX = 16

/** Commits in one statement, for the metric. */
const STATEMENT_BOUNDS = [1, 2, 4, 8, REPOS_MAX]

/** Gives the answer to a commit, or throws what went wrong with it. */
type Outcome = () => boolean | Promise<boolean>

/**
 * Stores commits: those of different repositories that wait at the same time in one statement, with one round trip
 * and one flush of the log. Each is stored, refused or failed by itself all the same.
 */
export class JointCommits {
  readonly #gathered = new GatheredStatements<CommitBatch, Outcome>(
    (batches) => this.#storeAll(batches),
    REPOS_MAX,
  )

  readonly #statements = new Timings(STATEMENT_BOUNDS)
  readonly #perStatement = this.#statements.of()

  constructor(
    private readonly db: Database,
    metrics: Metrics,
  ) {
    metrics.expose(
      'pds_repo_commits_per_statement',
      'Commits of repositories that were stored by one statement.',
      this.#statements,
    )
  }

  /** @returns false when nothing was changed: the repository had moved on, or something was not unique */
  async store(batch: CommitBatch): Promise<boolean> {
    return isJoinable(batch) ? (await this.#gathered.ask(batch))() : this.#storeOne(batch)
  }

  async #storeOne(batch: CommitBatch): Promise<boolean> {
    const { rows } = await this.db.query(commitStatement(batch))
    this.#perStatement.observe(rows.length)
    return rows.length === 1
  }

  async #storeAll(batches: readonly CommitBatch[]): Promise<Outcome[]> {
    const repos = new Set(batches.map(({ head }) => head.repoId))
    if (batches.length === 1 || repos.size < batches.length) return this.#storeEach(batches)
    try {
      const { rows } = await this.db.query<{ repo_id: number }>(jointCommitStatement(batches))
      this.#perStatement.observe(rows.length)
      const stored = new Set(rows.map((row) => row.repo_id))
      return batches.map((batch) => () => {
        if (stored.has(batch.head.repoId)) return true
        // What is replaced or deleted may refer to a blob, which only the statement for one repository takes care of.
        return batch.replaces && this.#storeOne(batch)
      })
    } catch (error) {
      // Whether they were stored is not known, and no statement would tell at the moment.
      if (error instanceof DatabaseUnavailable) throw error
      // One of them is at fault, or two nodes were in each other's way: nothing was stored, and each is on its own.
      return this.#storeEach(batches)
    }
  }

  async #storeEach(batches: readonly CommitBatch[]): Promise<Outcome[]> {
    const settled = await Promise.allSettled(batches.map((batch) => this.#storeOne(batch)))
    return settled.map((result) => () => {
      if (result.status === 'rejected') throw result.reason
      return result.value
    })
  }
}
