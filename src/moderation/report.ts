import { type Did, isDid } from '@guildhall/syntax'

/** States of reports. */
export const REPORT_STATES = ['open', 'resolved'] as const

/** Which reports are looked for; what is absent does not matter. */
export interface ReportFilter {
  readonly state?: ReportState | undefined
  /** what they are about */
  readonly subject?: ReportSubject | undefined
}

/** An account with all that is in it, or one record of it. */
export interface ReportSubject {
  readonly did: Did
  /** of the record */
  readonly uri?: string | undefined
}

/** Whether moderators have still to look at a report. */
export type ReportState = (typeof REPORT_STATES)[number]

/** What became of sending it on: `refused` by the service, `failed` as it never answered. */
export type Forwarding = 'none' | 'waiting' | 'sent' | 'refused' | 'failed'

/** A report as it was made, in JSON. */
export interface ReportContent {
  readonly reasonType: string
  readonly reason?: string
  /** an account, a record, or something that only the service knows */
  readonly subject: Readonly<Record<string, unknown>>
  readonly modTool?: object
}

/** A report that is to be kept. */
export interface NewReport {
  readonly reporter: Did
  readonly content: ReportContent
  readonly createdAt: Date
  /** the service that it is to be sent on to: `did#service` */
  readonly forwardTo: string | undefined
}

/** How moderators have settled a report. */
export interface Resolution {
  /** who, as the organization calls them */
  readonly actor: string
  readonly reason: string
  readonly at: Date
}

/** A report that is kept. */
export interface Report extends Omit<NewReport, 'reporter'> {
  readonly id: number
  /** undefined when the account was deleted */
  readonly reporter: Did | undefined
  readonly resolution: Resolution | undefined
  readonly forwarding: Forwarding
  readonly forwardedAt: Date | undefined
  /** what the service said, or why it was never reached */
  readonly forwardNote: string | undefined
}

/** Where a report stands. */
export function reportStateOf({ resolution }: Pick<Report, 'resolution'>): ReportState {
  return resolution ? 'resolved' : 'open'
}

/** Whom a report is about, and which record, as far as that can be told. */
export function subjectOf({ subject }: ReportContent): Partial<ReportSubject> {
  const { did, uri } = subject
  if (typeof uri === 'string' && uri.startsWith('at://')) {
    const [authority = ''] = uri.slice('at://'.length).split('/', 1)
    return {
      ...(isDid(authority) && { did: authority }),
      ...(!uri.includes('\0') && { uri }),
    }
  }
  return typeof did === 'string' && isDid(did) ? { did } : {}
}
