export { ModerationModule } from './moderation.module.js'
export { ReportNotFound, ReportResolved } from './moderation.errors.js'
export {
  type Report,
  REPORT_STATES,
  type ReportContent,
  type ReportState,
  reportStateOf,
  type Resolution,
} from './report.js'
export { Reports } from './reports.js'
