import type { WebhookEvent } from '../../webhooks/index.js'
import type { NewSecurityEvent } from './security-event.js'

/** What webhooks are told of an event; undefined where it is the owner's business only. */
export function toldEvent(event: NewSecurityEvent): WebhookEvent | undefined {
  const { did } = event
  switch (event.kind) {
    case 'signed-in':
      return {
        type: 'session.created',
        data: { did, method: event.details.method, isNew: event.details.isNew },
      }
    case 'session-revoked':
      return { type: 'session.revoked', data: { did, sessions: event.details.what } }
    case 'handle-changed':
      return {
        type: 'account.updated',
        data: { did, changed: 'handle' },
        personal: { handle: event.details.to },
      }
    case 'email-changed':
      return { type: 'account.updated', data: { did, changed: 'email' } }
    case 'password-changed':
      return { type: 'account.updated', data: { did, changed: 'password' } }
    default:
      return undefined
  }
}
