import { factsOf, type Grants, type HeldRole } from './grants.js'
import { permissionFacts } from './permissions.js'
import { OWNER, type Role } from './role.js'

/** Ranks above all others: its holders may give it to each other. */
const HIGHEST = OWNER.priority

/**
 * Whether somebody may give a role or take it away: it ranks below their own, and they may do everywhere it reaches what
 * it allows. Owners have nobody above them, and look after each other.
 */
export function mayAssign(actor: Grants, { domain, ...held }: HeldRole): boolean {
  const facts = factsOf(held)
  if (!facts) return false
  const { priority, permissions } = facts
  if (!actor.has('roles.assign') || !outranks(actor.priority, priority)) return false
  return permissions.every((permission) => {
    const isOfAccounts = permissionFacts(permission).scope === 'accounts'
    if (domain !== undefined && !isOfAccounts) return true
    const reach = actor.reach(permission)
    return reach === 'everything' || (domain !== undefined && reach?.includes(domain) === true)
  })
}

/**
 * Whether somebody may make a role, change it into this one, or do away with it: it ranks below their own, also if they
 * are Owners, and allows nothing that they may not do themselves everywhere. Whoever changes a role may have to be asked
 * about what it was as well: a role that ranks too high is not theirs to make smaller either.
 */
export function mayShape(
  actor: Grants,
  { priority, permissions }: Pick<Role, 'priority' | 'permissions'>,
): boolean {
  if (!actor.has('roles.manage') || priority < 1 || priority >= actor.priority) return false
  return permissions.every((permission) => actor.reach(permission) === 'everything')
}

/** Whether whoever ranks this high may do something to somebody of that rank; 0 is who has no role. */
export function outranks(actorPriority: number, targetPriority: number): boolean {
  return targetPriority === 0 || actorPriority > targetPriority || actorPriority === HIGHEST
}
