import { Injectable } from '@nestjs/common'
import { type Agent, Audit } from '../audit/index.js'
import { UnitOfWork } from '../database/index.js'
import { Clock } from '../telemetry/index.js'
import { ReportNotFound, ReportResolved } from './moderation.errors.js'
import type { Report, ReportFilter, ReportState, Resolution } from './report.js'
import { ReportEvents } from './report-events.js'
import { ReportStore } from './report.store.js'

/** The inbox of the organization's own moderators. */
@Injectable()
export class Reports {
  constructor(
    private readonly store: ReportStore,
    private readonly events: ReportEvents,
    private readonly clock: Clock,
    private readonly work: UnitOfWork,
    private readonly audit: Audit,
  ) {}

  /** A report by its number. */
  find(id: number): Promise<Report | undefined> {
    return this.store.find(id)
  }

  /**
   * Reports in a state, the latest first.
   * @param cursor of the page before
   * @param limit most reports of a page
   */
  async list(
    state: ReportState,
    cursor: number | undefined,
    limit: number,
  ): Promise<{ reports: Report[]; cursor: number | undefined }> {
    const reports = await this.store.list(state, cursor, limit)
    return { reports, cursor: reports.length === limit ? reports.at(-1)?.id : undefined }
  }

  /** Reports by number, at most `limit` beyond a position, in either direction. */
  page(
    filter: ReportFilter,
    position: { readonly id: number | undefined; readonly ascending: boolean },
    limit: number,
  ): Promise<Report[]> {
    return this.store.page(filter, position, limit)
  }

  /** How many there are in each state. */
  count(): Promise<Record<ReportState, number>> {
    return this.store.count()
  }

  /** How many there are that are looked for. */
  countOf(filter: ReportFilter): Promise<number> {
    return this.store.countOf(filter)
  }

  /**
   * Settles a report.
   * @param by who does so; by default a command, by whoever is named as actor
   * @throws ReportNotFound, ReportResolved
   */
  async resolve(
    id: number,
    { actor, reason }: Pick<Resolution, 'actor' | 'reason'>,
    by: Agent = { type: 'command', id: actor },
  ): Promise<void> {
    const at = new Date(this.clock.nowMs())
    await this.work.run(async (tx) => {
      if (!(await this.store.resolve(id, { actor, reason, at }, tx))) {
        throw (await this.store.find(id)) ? new ReportResolved(id) : new ReportNotFound(id)
      }
      const target = { type: 'report', id: String(id) }
      await this.audit.record(tx, by, { action: 'report.resolve', target, reason })
    })
    this.events.count('resolved')
  }
}
