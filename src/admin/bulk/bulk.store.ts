import type { Agent } from '../../audit/index.js'
import type { Queryable } from '../../database/index.js'
import type { GrantsJson } from '../../roles/index.js'
import type { Slice } from '../api/list-page.js'
import type { BulkJob, BulkOutcome, BulkRow, RowResult } from './bulk-job.js'

/** A row that is to be kept; with a result, it is settled from the beginning. */
export interface NewRow {
  readonly input: BulkRow['input']
  readonly result?: RowResult | undefined
}

/** How far a job is. */
export interface BulkProgress {
  readonly done: number
  readonly outcomes: Readonly<Partial<Record<BulkOutcome, number>>>
}

/** Where work on many accounts is kept. */
export abstract class BulkStore {
  abstract add(tx: Queryable, job: BulkJob, rows: readonly NewRow[]): Promise<void>

  abstract find(id: string): Promise<BulkJob | undefined>

  /** Jobs by their ids, which are in the order in which they were begun; of anybody, or of one. */
  abstract list(createdBy: string | undefined, slice: Slice): Promise<BulkJob[]>

  abstract count(createdBy: string | undefined): Promise<number>

  /** Has what is left of a job done in the name of somebody else, with what they may do. */
  abstract handOver(tx: Queryable, id: string, agent: Agent, grants: GrantsJson): Promise<void>

  abstract progress(id: string): Promise<BulkProgress>

  /** Rows that are not settled, after one of them, in their order. */
  abstract openRows(id: string, after: number, limit: number): Promise<BulkRow[]>

  /** Rows by number, of any outcome or one. */
  abstract rows(id: string, outcome: BulkOutcome | undefined, slice: Slice): Promise<BulkRow[]>

  /** Keeps a handle for a row, and none that was kept for it before; `false` if another row of the job has it. */
  abstract keep(id: string, number: number, handle: string): Promise<boolean>

  /** Notes that the account of a row was made, in the transaction that makes it; `false` if it was made before. */
  abstract made(tx: Queryable, id: string, number: number, did: string): Promise<boolean>

  /** Settles a row, unless it is settled. */
  abstract settle(on: Queryable, id: string, number: number, result: RowResult): Promise<void>
}
