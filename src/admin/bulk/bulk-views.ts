import { Injectable } from '@nestjs/common'
import { Readable } from 'node:stream'
import { LongJobs } from '../../jobs/index.js'
import type { Administrator } from '../access/administrator.js'
import { NotThere } from '../admin.errors.js'
import type { ListDto } from '../api/api.dto.js'
import { listAndCount, pageOf, sliceOf } from '../api/list-page.js'
import type { ListOptions, ListQuery } from '../api/list-query.js'
import {
  ACCOUNT_COLUMNS,
  BULK_OUTCOMES,
  type BulkJob,
  type BulkOutcome,
  type BulkRow,
  MIGRATION_COLUMNS,
} from './bulk-job.js'
import type { BulkJobDto, BulkRowDto } from './bulk.dto.js'
import { BulkStore } from './bulk.store.js'
import { CsvText } from './csv-text.js'

/** What may be asked of the list of jobs. */
export const BULK_LIST: ListOptions = { sorts: ['-createdAt'] }

/** What may be asked of the list of rows. */
export const ROW_LIST: ListOptions = { sorts: ['number'], filters: { outcome: BULK_OUTCOMES } }

/** Rows read at a time for a file. */
const BATCH = 500

/** Work on many accounts, as administrators see it. */
@Injectable()
export class BulkViews {
  constructor(
    private readonly store: BulkStore,
    private readonly jobs: LongJobs,
    private readonly csv: CsvText,
  ) {}

  /** A job that may be looked at: jobs of others are for whoever may do so to all accounts. @throws {NotThere} */
  async find(id: string, by: Administrator): Promise<BulkJob> {
    const job = await this.store.find(id)
    const beginner = beginnerFor(by)
    if (!job || (beginner !== undefined && job.createdBy !== beginner)) throw new NotThere('bulk job')
    return job
  }

  async view(job: BulkJob): Promise<BulkJobDto> {
    const { done, outcomes } = await this.store.progress(job.id)
    const { state = 'done', endedAt, failure } = (await this.jobs.find(job.id)) ?? {}
    const { id, options, dryRun, reason, total, createdBy, createdAt } = job
    return {
      ...{ id, ...options, dryRun, state, createdBy },
      ...(reason !== undefined && { reason }),
      progress: { done, total, unit: 'accounts' },
      outcomes: { ...outcomes },
      createdAt: createdAt.toISOString(),
      ...(endedAt && { endedAt: endedAt.toISOString() }),
      ...(failure !== undefined && { failure }),
    }
  }

  /** The page of jobs that is asked for. */
  async list(query: ListQuery, by: Administrator): Promise<ListDto<BulkJobDto>> {
    const beginner = beginnerFor(by)
    const { found, count } = await listAndCount(
      query,
      () => this.store.list(beginner, sliceOf(query)),
      () => this.store.count(beginner),
    )
    const page = pageOf(query, { found, count, placeOf: ({ id }) => ({ value: '', id }), show: (one) => one })
    return { ...page, data: await Promise.all(page.data.map((job) => this.view(job))) }
  }

  /** The page of rows that is asked for. @throws {NotThere} */
  async rows(id: string, query: ListQuery, by: Administrator): Promise<ListDto<BulkRowDto>> {
    const { total } = await this.find(id, by)
    const outcome = query.filters.outcome as BulkOutcome | undefined
    const { found, count } = await listAndCount(
      query,
      () => this.store.rows(id, outcome, sliceOf(query)),
      () => this.#count(id, outcome, total),
    )
    const placeOf = ({ number }: BulkRow) => ({ value: '', id: String(number) })
    return pageOf(query, { found, count, placeOf, show: rowView })
  }

  /** All rows and what became of them, as CSV. */
  results(job: BulkJob): Readable {
    return Readable.from(this.#lines(job), { objectMode: false })
  }

  async *#lines({ id, options }: BulkJob): AsyncGenerator<string> {
    const columns = options.kind === 'migrations' ? MIGRATION_COLUMNS : ACCOUNT_COLUMNS
    yield this.csv.lines([['row', 'outcome', 'did', 'detail', ...columns]])
    let after: { value: string; id: string } | undefined
    for (;;) {
      const rows = await this.store.rows(id, undefined, { descending: false, after, limit: BATCH })
      if (rows.length > 0) yield this.csv.lines(rows.map((row) => cellsOf(row, columns)))
      if (rows.length < BATCH) return
      after = { value: '', id: String(rows.at(-1)!.number) }
    }
  }

  async #count(id: string, outcome: BulkOutcome | undefined, total: number): Promise<number> {
    const { outcomes } = await this.store.progress(id)
    return outcome === undefined ? total : (outcomes[outcome] ?? 0)
  }
}

/** Whose jobs somebody may look at; undefined: everybody's. */
function beginnerFor({ agent, grants }: Administrator): string | undefined {
  return grants.reach('accounts.bulk') === 'everything' ? undefined : (agent.id ?? agent.type)
}

function rowView({ number, input, state, outcome, did, detail, handle }: BulkRow): BulkRowDto {
  const known = did ?? input.did
  return {
    ...{ number, input: { ...input }, state },
    ...(outcome !== undefined && { outcome }),
    ...(known !== undefined && { did: known }),
    ...(detail !== undefined && { detail }),
    ...(handle !== undefined && { handle }),
  }
}

function cellsOf(
  { number, input, outcome, did, detail, handle, state }: BulkRow,
  columns: readonly (keyof BulkRow['input'])[],
) {
  const cells = columns.map((name) => input[name] ?? (name === 'handle' ? handle : undefined))
  return [number, outcome ?? state, did ?? input.did, detail, ...cells]
}
