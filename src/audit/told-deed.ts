import { WEBHOOK_EVENT_TYPES, type WebhookEvent, type WebhookEventType } from '../webhooks/index.js'
import type { Agent } from './agent.js'
import type { Deed } from './audit-entry.js'

/** Deeds that webhooks know by another name. */
const NAMES: Readonly<Record<string, WebhookEventType>> = {
  'invite.create': 'invite.created',
}

/** Deeds that are named like the event that webhooks are told of. */
const SAME = new Set<string>(WEBHOOK_EVENT_TYPES.filter((type) => /^(identity|sso|scim|plc)\./.test(type)))

/** What webhooks are told of a deed; undefined where it is nothing to them, or others tell of it. */
export function toldDeed(
  agent: Agent,
  { action, target, outcome = 'done', after }: Deed,
): WebhookEvent | undefined {
  const data = { action, ...(target && { target }), actor: { type: agent.type, id: agent.id } }
  if (outcome !== 'done') return undefined
  if (isBreakGlass(agent, action, after)) return { type: 'security.break_glass_used', data }
  const type = NAMES[action] ?? (SAME.has(action) ? (action as WebhookEventType) : undefined)
  return type && { type, data }
}

/** Somebody with the shell of the machine makes an Owner. */
function isBreakGlass({ type }: Agent, action: string, after: object | undefined): boolean {
  return (
    type === 'command' &&
    action === 'role.assign' &&
    (after as { role?: string } | undefined)?.role === 'owner'
  )
}
