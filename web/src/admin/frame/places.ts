import type { Permission } from '../api/me'
import type { IconName } from '../controls/icon'

/** A place that the navigation leads to. */
export interface Place {
  readonly to: '/' | '/accounts' | '/invites' | '/audit'
  /** its name, in `place` of the texts */
  readonly name: 'overview' | 'accounts' | 'invites' | 'audit'
  readonly icon: IconName
  /** only who has it is shown the place */
  readonly permission: Permission
}

/** All places, in groups, in the order of the navigation. */
export const PLACES: readonly (readonly Place[])[] = [
  [{ to: '/', name: 'overview', icon: 'gauge', permission: 'measures.view' }],
  [
    { to: '/accounts', name: 'accounts', icon: 'people', permission: 'accounts.view' },
    { to: '/invites', name: 'invites', icon: 'ticket', permission: 'invites.view' },
  ],
  [{ to: '/audit', name: 'audit', icon: 'scroll', permission: 'audit.view' }],
]
