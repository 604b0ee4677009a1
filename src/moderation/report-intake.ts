import { jsonToLex } from '@guildhall/data'
import { bundledLexicons, com, type OutputOf } from '@guildhall/lexicon'
import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { type Service, ServiceCalls, ServiceUnreachable } from '../proxy/index.js'
import { Clock } from '../telemetry/index.js'
import { KeptReports } from './kept-reports.js'
import type { ReportContent } from './report.js'
import { ReportEvents } from './report-events.js'
import { ReportQueue } from './report-queue.js'

const { createReport } = com.atproto.moderation

/** What is said to whoever has made a report. */
export type ReportAnswer = OutputOf<typeof createReport>

/** Takes reports: keeps them, or passes them to a service that does. */
@Injectable()
export class ReportIntake {
  constructor(
    private readonly reports: KeptReports,
    private readonly queue: ReportQueue,
    private readonly calls: ServiceCalls,
    private readonly events: ReportEvents,
    private readonly clock: Clock,
  ) {}

  /** Keeps a report for the organization's own moderators. @param forwardTo where it is sent on: `did#service` */
  async keep(reporter: Did, content: ReportContent, forwardTo: string | undefined): Promise<ReportAnswer> {
    const createdAt = new Date(this.clock.nowMs())
    const id = await this.reports.add({ reporter, content, createdAt, forwardTo })
    this.events.count('kept')
    if (forwardTo !== undefined) await this.queue.put(id)
    const { modTool: _, ...said } = content
    return {
      id,
      ...said,
      reportedBy: reporter,
      createdAt: createdAt.toISOString(),
    } as unknown as ReportAnswer
  }

  /**
   * Passes a report to a service, which answers.
   * @throws ServiceRefused, ServiceUnreachable, ServiceTimeout
   */
  async pass(
    reporter: Did,
    content: ReportContent,
    service: Service,
    signal: AbortSignal,
  ): Promise<ReportAnswer> {
    const { json } = await this.calls.call(reporter, service, {
      nsid: createReport.nsid,
      input: content,
      signal,
    })
    if (!isAnswer(json)) throw new ServiceUnreachable(new Error('the answer to a report is none'))
    this.events.count('passed')
    return json
  }
}

function isAnswer(json: unknown): json is ReportAnswer {
  try {
    const { output } = bundledLexicons().method(createReport.nsid)!
    return output!.validate!(jsonToLex(json)).ok
  } catch {
    return false
  }
}
