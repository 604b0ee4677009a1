import { Injectable } from '@nestjs/common'
import { UnitOfWork } from '../database/index.js'
import { WebhookOutbox } from '../webhooks/index.js'
import type { NewReport } from './report.js'
import { ReportStore } from './report.store.js'

/** Keeps reports for the organization's own moderators, and tells whoever wants to know. */
@Injectable()
export class KeptReports {
  constructor(
    private readonly store: ReportStore,
    private readonly outbox: WebhookOutbox,
    private readonly work: UnitOfWork,
  ) {}

  /** Gives the number of the report. Who made it, and what it says, is for moderators only. */
  add(report: NewReport): Promise<number> {
    return this.work.run(async (tx) => {
      const id = await this.store.add(report, tx)
      const { reasonType } = report.content
      await this.outbox.record(tx, { type: 'report.created', data: { report: id, reasonType } })
      return id
    })
  }
}
