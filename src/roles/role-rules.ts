import type { Grants, HeldRole } from './grants.js'
import { permissionFacts } from './permissions.js'
import { OWNER, ROLES } from './role.js'

/** Ranks above all others: its holders may give it to each other. */
const HIGHEST = OWNER.priority

/**
 * Whether somebody may give a role or take it away: it ranks below their own, and they may do everywhere it reaches what
 * it allows. Owners have nobody above them, and look after each other.
 */
export function mayAssign(actor: Grants, { role, domain }: HeldRole): boolean {
  const { priority, permissions } = ROLES[role]
  if (!actor.has('roles.assign') || !outranks(actor.priority, priority)) return false
  return permissions.every((permission) => {
    const isOfAccounts = permissionFacts(permission).scope === 'accounts'
    if (domain !== undefined && !isOfAccounts) return true
    const reach = actor.reach(permission)
    return reach === 'everything' || (domain !== undefined && reach?.includes(domain) === true)
  })
}

/** Whether whoever ranks this high may do something to somebody of that rank; 0 is who has no role. */
export function outranks(actorPriority: number, targetPriority: number): boolean {
  return targetPriority === 0 || actorPriority > targetPriority || actorPriority === HIGHEST
}
