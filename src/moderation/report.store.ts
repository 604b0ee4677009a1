import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../database/index.js'
import type { Forwarding, NewReport, Report, ReportFilter, ReportState, Resolution } from './report.js'

/** What came of sending a report on. */
export interface Forwarded {
  readonly forwarding: Exclude<Forwarding, 'none' | 'waiting'>
  readonly note: string | undefined
  readonly at: Date
}

/** Where reports are kept. */
export abstract class ReportStore {
  /** Keeps a report; one that names a service waits for being sent on. @returns its number; later ones are higher */
  abstract add(report: NewReport, on?: Queryable): Promise<number>

  /** A report by its number. */
  abstract find(id: number): Promise<Report | undefined>

  /** Reports in a state, the latest first, at most `limit` that are older than one of them. */
  abstract list(state: ReportState, before: number | undefined, limit: number): Promise<Report[]>

  /** Reports by number, at most `limit` beyond a position. */
  abstract page(
    filter: ReportFilter,
    position: { readonly id: number | undefined; readonly ascending: boolean },
    limit: number,
  ): Promise<Report[]>

  /** How many there are in each state. */
  abstract count(): Promise<Record<ReportState, number>>

  /** How many there are that are looked for. */
  abstract countOf(filter: ReportFilter): Promise<number>

  /** Settles a report. @returns false if it is not open */
  abstract resolve(id: number, resolution: Resolution, on?: Queryable): Promise<boolean>

  /** Notes what came of sending a report on, unless that is noted already. */
  abstract forwarded(id: number, forwarded: Forwarded): Promise<void>

  /** Reports that wait for being sent on since before `until`, by number, at most `limit` after one of them. */
  abstract waiting(until: Date, after: number, limit: number): Promise<number[]>

  /** Forgets whose the reports of an account are; those that wait cannot be sent on in its name any more. */
  abstract forgetReporter(tx: Queryable, did: Did, at: Date): Promise<void>
}
