import { configSection, integer } from '../config/index.js'

/** How long it is kept what administrators did. */
export class AuditConfig extends configSection('audit', {
  retentionDays: integer({
    env: 'PDS_AUDIT_RETENTION_DAYS',
    default: 400,
    min: 0,
    max: 36_500,
    help: 'How many days entries of the audit are kept; 0: for ever.',
  }),
  retentionDaysMin: integer({
    env: 'PDS_AUDIT_RETENTION_MIN_DAYS',
    default: 90,
    min: 1,
    max: 36_500,
    help: 'How many days entries of the audit are kept at least, whatever administrators set while the server runs.',
  }),
}) {}
