import type { CidBytes } from '@guildhall/data'
import type { RepoWrite } from '@guildhall/repo'
import type { ValidatedRecord } from './validated-record.js'

/** One change of a record, decided. */
export interface PlannedWrite extends RepoWrite {
  record?: ValidatedRecord
}

/** What a plan may look at: the repository as it is just before the commit is made. */
export interface RepoView {
  /** CID of the present commit block */
  readonly commit: CidBytes
  readonly rev: string
  /** CID of the record at `path`, if there is one */
  find(path: string): CidBytes | undefined
  /** Paths of the records about the subject that the job named. */
  readonly duplicates: readonly string[]
}

/** The commit that a job led to. */
export interface CommitResult {
  cid: CidBytes
  rev: string
}

/** What records of a kind are about. */
export interface Subject {
  collection: string
  subject: string
}

/** A request to change a repository. */
export interface WriteJob {
  /** every path the plan may look at or change */
  paths: readonly string[]
  /** asks for the paths of older records of the same kind about the same subject */
  about?: Subject
  /** Decides what to write; no writes means no commit. May refuse by throwing a Refusal. Must be repeatable. */
  plan(view: RepoView): PlannedWrite[]
  /** called with undefined when there was nothing to do */
  resolve(result: CommitResult | undefined): void
  reject(error: unknown): void
}
