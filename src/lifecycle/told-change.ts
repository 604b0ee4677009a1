import type { WebhookEventType } from '../webhooks/index.js'

/** How webhooks are told of commands that were obeyed. Of changes of handles and addresses others tell. */
const NAMES: Readonly<Record<string, WebhookEventType>> = {
  activate: 'account.updated',
  deactivate: 'account.updated',
  restore: 'account.updated',
  unlock: 'account.updated',
  lock: 'account.locked',
  suspend: 'account.suspended',
  takeDown: 'account.takendown',
  offboard: 'account.offboarding',
  cancelOffboard: 'account.updated',
  delete: 'account.deleted',
}

/** The event that webhooks are told of when a command was obeyed; undefined where there is none. */
export function toldChange(command: string): WebhookEventType | undefined {
  return NAMES[command]
}
