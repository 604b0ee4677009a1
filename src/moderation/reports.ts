import { Injectable } from '@nestjs/common'
import { Clock } from '../telemetry/index.js'
import { ReportNotFound, ReportResolved } from './moderation.errors.js'
import type { Report, ReportState, Resolution } from './report.js'
import { ReportEvents } from './report-events.js'
import { ReportStore } from './report.store.js'

/** The inbox of the organization's own moderators. */
@Injectable()
export class Reports {
  constructor(
    private readonly store: ReportStore,
    private readonly events: ReportEvents,
    private readonly clock: Clock,
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

  /** How many there are in each state. */
  count(): Promise<Record<ReportState, number>> {
    return this.store.count()
  }

  /**
   * Settles a report.
   * @throws ReportNotFound, ReportResolved
   */
  async resolve(id: number, { actor, reason }: Pick<Resolution, 'actor' | 'reason'>): Promise<void> {
    const at = new Date(this.clock.nowMs())
    if (!(await this.store.resolve(id, { actor, reason, at }))) {
      throw (await this.store.find(id)) ? new ReportResolved(id) : new ReportNotFound(id)
    }
    this.events.count('resolved')
  }
}
