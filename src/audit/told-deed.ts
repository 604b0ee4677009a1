import { type WebhookEvent, type WebhookEventType } from '../webhooks/index.js'
import type { Agent } from './agent.js'
import type { Deed } from './audit-entry.js'

/** Deeds that webhooks know by another name. */
const NAMES: Readonly<Record<string, WebhookEventType>> = {
  'invite.create': 'invite.created',
}

/** What webhooks are told of a deed; undefined where it is nothing to them, or others tell of it. */
export function toldDeed(
  agent: Agent,
  { action, target, outcome = 'done', after }: Deed,
): WebhookEvent | undefined {
  const data = { action, ...(target && { target }), actor: { type: agent.type, id: agent.id } }
  if (outcome !== 'done') return undefined
  if (isBreakGlass(agent, action, after)) return { type: 'security.break_glass_used', data }
  const type = NAMES[action]
  return type && { type, data }
}

/** An Owner gets in without their organization, or somebody with the shell of the machine makes one. */
function isBreakGlass({ type }: Agent, action: string, after: object | undefined): boolean {
  const { role } = (after ?? {}) as { role?: string }
  return action === 'break-glass.use' || (type === 'command' && action === 'role.assign' && role === 'owner')
}
