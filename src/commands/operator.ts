import { userInfo } from 'node:os'
import { Environment } from '../config/index.js'
import type { INestApplicationContext } from '@nestjs/common'
import type { Administrator } from '../admin/index.js'
import { type Agent, Audit, type Deed, type Look, Looks } from '../audit/index.js'
import type { Order } from '../lifecycle/index.js'
import { Grants, OWNER } from '../roles/index.js'

/** Options of commands that change something: who does it, and why. */
export const ORDER_OPTIONS = { reason: { type: 'string' }, actor: { type: 'string' } } as const

/** How these options are shown. */
export const ORDER_USAGE = '[--reason <text>] [--actor <who>]'

/** An order of somebody who uses commands: what administrators do is in the audit. */
export type CommandOrder = Extract<Order, { actor: 'administrator' }>

/** Names who gives an order, for the history of the account: the user of the shell, unless another is named. */
export function orderOf(values: Readonly<Record<string, unknown>>): CommandOrder {
  const agent = agentOf(values)
  const why = typeof values.reason === 'string' ? `: ${values.reason}` : ''
  return { actor: 'administrator', agent, reason: `${agent.id} by command${why}` }
}

/** Whoever uses a command, where the administration asks who they are: they have the machine, and may do all that an Owner may. */
export function ownerAs(values: Readonly<Record<string, unknown>>): Administrator {
  return { agent: agentOf(values), grants: Grants.of([{ role: OWNER.id }]), provedAtMs: undefined }
}

/** Who uses a command, for the audit. */
export function agentOf({ actor }: Readonly<Record<string, unknown>>): Agent {
  return { type: 'command', id: typeof actor === 'string' ? actor : shellUser() }
}

/** Writes down what a command is about to do that belongs to no transaction. @param values of its options */
export async function noteDeed(
  app: INestApplicationContext,
  values: Readonly<Record<string, unknown>>,
  deed: Deed,
): Promise<void> {
  const reason = typeof values.reason === 'string' ? values.reason : undefined
  await app.get(Audit, { strict: false }).note(agentOf(values), { reason, ...deed })
}

/** Reads what is known of people while it is written down who looks. */
export function lookedAt<T>(
  app: INestApplicationContext,
  values: Readonly<Record<string, unknown>>,
  look: Look,
  read: () => Promise<T>,
): Promise<T> {
  return app.get(Looks, { strict: false }).during(agentOf(values), look, read)
}

/** Whoever became another user with sudo is named, not that other user. Containers may have users without a name. */
function shellUser(): string {
  const caller = Environment.ofProcess().read('SUDO_USER')
  if (caller !== undefined) return caller
  try {
    return userInfo().username
  } catch {
    return `user ${process.getuid?.() ?? ''}`.trim()
  }
}
