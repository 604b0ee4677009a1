import { type Report, type ReportState, reportStateOf } from '../moderation/index.js'
import { harmless } from '../migration/index.js'

const LABEL_WIDTH = 14
const REASON_LENGTH_SHOWN = 60

/** A page of reports, a line each, and how many there are. */
export function describeReports(
  { reports, cursor }: { reports: readonly Report[]; cursor: number | undefined },
  counts: Readonly<Record<ReportState, number>>,
): string {
  const lines = reports.map((report) => {
    const { reasonType, reason = '' } = report.content
    const shown = [...reason].slice(0, REASON_LENGTH_SHOWN).join('')
    const text = [subjectOf(report), reasonType, shown].map(harmless).join('  ')
    return `${report.id}  ${report.createdAt.toISOString()}  ${text}\n`
  })
  const more = cursor === undefined ? '' : `More: --before ${cursor}\n`
  return `${lines.join('')}${more}${counts.open} open, ${counts.resolved} resolved\n`
}

/** All of a report. */
export function describeReport(report: Report): string {
  const { content, resolution, forwardTo, forwarding, forwardNote, forwardedAt } = report
  const rows: [string, string | undefined][] = [
    ['report', String(report.id)],
    ['state', reportStateOf(report)],
    ['made', `${report.createdAt.toISOString()} by ${report.reporter ?? 'an account that was deleted'}`],
    ['about', JSON.stringify(content.subject)],
    ['reason type', content.reasonType],
    ['reason', content.reason],
    ['made with', content.modTool && JSON.stringify(content.modTool)],
    ['resolved', resolution && `${resolution.at.toISOString()} by ${resolution.actor}: ${resolution.reason}`],
    [
      'sent on',
      forwardTo &&
        [forwarding, forwardedAt?.toISOString(), `to ${forwardTo}`, forwardNote].filter(Boolean).join(' '),
    ],
  ]
  return rows
    .filter(([, text]) => text !== undefined)
    .map(([label, text]) => `${label.padEnd(LABEL_WIDTH)}${harmless(text!)}\n`)
    .join('')
}

function subjectOf({ content: { subject } }: Report): string {
  const { uri, did } = subject
  return String(uri ?? did ?? JSON.stringify(subject))
}
