import { com } from '@guildhall/lexicon'
import { Injectable } from '@nestjs/common'
import { ServiceCalls, ServiceRefused, Services } from '../proxy/index.js'
import { Refusal } from '../refusal.js'
import { Clock } from '../telemetry/index.js'
import type { Report } from './report.js'
import { type Forwarded, ReportStore } from './report.store.js'
import { ReportEvents } from './report-events.js'

const { createReport } = com.atproto.moderation
const NOTE_LENGTH_MAX = 500
const FAULTS_FROM = 500

/** Refusals that may be none later: the token came too late, or too much was asked for. */
const PASSING: ReadonlySet<number> = new Set([401, 408, 425, 429])

/** Sends kept reports on to their service, in the name of who made them. */
@Injectable()
export class ReportForwarding {
  readonly #nowMs: () => number

  constructor(
    private readonly store: ReportStore,
    private readonly services: Services,
    private readonly calls: ServiceCalls,
    private readonly events: ReportEvents,
    clock: Clock,
  ) {
    this.#nowMs = () => clock.nowMs()
  }

  /**
   * Tries to send a report on, if it still waits for it. After a crash, a service may get one a second time.
   * @param isLast whether it is given up otherwise
   * @throws Error where it may go through later
   */
  async send(id: number, isLast: boolean): Promise<void> {
    const report = await this.store.find(id)
    if (report?.forwarding !== 'waiting') return
    try {
      await this.#call(report)
    } catch (error) {
      if (isRefused(error)) return this.#note(id, 'refused', noteOf(error))
      if (isLast) await this.#note(id, 'failed', noteOf(error))
      throw error
    }
    await this.#note(id, 'sent')
  }

  async #call({ reporter, forwardTo, content }: Report): Promise<void> {
    const service = await this.services.named(forwardTo!)
    await this.calls.call(reporter!, service, { nsid: createReport.nsid, input: content })
  }

  async #note(id: number, forwarding: Forwarded['forwarding'], note?: string): Promise<void> {
    await this.store.forwarded(id, { forwarding, note, at: new Date(this.#nowMs()) })
    this.events.count(forwarding)
  }
}

function isRefused(error: unknown): boolean {
  const status = error instanceof ServiceRefused ? error.relayed?.status : undefined
  return status !== undefined && status < FAULTS_FROM && !PASSING.has(status)
}

/** What a service says may be anything. */
function noteOf(error: unknown): string {
  const said = error instanceof Refusal ? `${error.code}: ${error.message}` : 'it could not be sent'
  return said.replaceAll('\0', '').slice(0, NOTE_LENGTH_MAX)
}
