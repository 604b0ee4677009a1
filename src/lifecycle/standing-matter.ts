import type { AccountChange } from '../account/index.js'
import type { StandingMatter } from '../mail/index.js'
import type { Actor, StateCommand } from './state-command.js'

const MATTERS: Readonly<Partial<Record<StateCommand['kind'], StandingMatter>>> = {
  lock: 'locked',
  unlock: 'unlocked',
  suspend: 'suspended',
  takeDown: 'taken-down',
  restore: 'restored',
  activate: 'restored',
  deactivate: 'deactivated',
  cancelOffboard: 'staying',
}

/**
 * What the owner is told of a command that was obeyed: what others do, and what they would notice. Another name of the
 * case, or another day on which an account ends, is none; of offboarding `OffboardingNotices` tell.
 */
export function standingMatter(
  command: StateCommand['kind'],
  { status, lockedAt, offboardUntil }: AccountChange,
  actor: Actor,
): StandingMatter | undefined {
  if ([status, lockedAt, offboardUntil].every((each) => each === undefined)) return undefined
  // What the service itself deactivates is hosted somewhere else already.
  const isOwn = actor === 'owner' || (actor === 'system' && command === 'deactivate')
  return isOwn ? undefined : MATTERS[command]
}
