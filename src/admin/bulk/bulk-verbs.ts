import type { Permission } from '../../roles/index.js'
import { type BulkVerb, FACT_VERBS, type FactVerb } from './bulk-job.js'

/** Which permission each verb takes, besides that of doing it to many. */
export const VERB_TAKES: Readonly<Record<BulkVerb, Permission>> = {
  lock: 'accounts.lock',
  unlock: 'accounts.lock',
  suspend: 'accounts.suspend',
  unsuspend: 'accounts.suspend',
  takedown: 'accounts.takedown',
  restore: 'accounts.takedown',
  deactivate: 'accounts.activate',
  activate: 'accounts.activate',
  'end-sessions': 'sessions.revoke',
  'reset-password': 'accounts.recover',
  offboard: 'accounts.offboard',
  'cancel-offboard': 'accounts.offboard',
  'set-class': 'accounts.edit',
  'add-tags': 'accounts.note',
  'remove-tags': 'accounts.note',
  'set-quota': 'accounts.quota',
  delete: 'accounts.delete',
}

/** Whether a verb changes facts, not states. */
export function isFactVerb(verb: BulkVerb): verb is FactVerb {
  return (FACT_VERBS as readonly string[]).includes(verb)
}
