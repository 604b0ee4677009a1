export { ModerationModule } from './moderation.module.js'
export { ReportNotFound, ReportResolved } from './moderation.errors.js'
export { OzoneLinks } from './ozone-links.js'
export {
  type Report,
  REPORT_STATES,
  type ReportContent,
  type ReportFilter,
  type ReportState,
  type ReportSubject,
  reportStateOf,
  type Resolution,
} from './report.js'
export { Reports } from './reports.js'
