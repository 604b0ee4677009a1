import type { Permission } from '../api/me'
import type { IconName } from '../controls/icon'

/** A place that the navigation leads to. */
export interface Place {
  readonly to: `/${string}`
  /** its name, in `place` of the texts */
  readonly name: string
  readonly icon: IconName
  /** only who has it is shown the place */
  readonly permission: Permission
}

/** All places, in groups, in the order of the navigation. */
export const PLACES = [
  [{ to: '/', name: 'overview', icon: 'gauge', permission: 'measures.view' }],
  [
    { to: '/accounts', name: 'accounts', icon: 'people', permission: 'accounts.view' },
    { to: '/invites', name: 'invites', icon: 'ticket', permission: 'invites.view' },
    { to: '/migrations', name: 'migrations', icon: 'move', permission: 'accounts.view' },
    { to: '/bulk', name: 'bulk', icon: 'upload', permission: 'accounts.bulk' },
    { to: '/sso', name: 'sso', icon: 'door', permission: 'connections.view' },
    { to: '/moderation', name: 'moderation', icon: 'flag', permission: 'reports.view' },
    { to: '/approvals', name: 'approvals', icon: 'approval', permission: 'approvals.view' },
    { to: '/exports', name: 'exports', icon: 'box', permission: 'accounts.export' },
    { to: '/holds', name: 'holds', icon: 'lock', permission: 'holds.view' },
  ],
  [
    { to: '/relays', name: 'relays', icon: 'wave', permission: 'crawlers.view' },
    { to: '/jobs', name: 'jobs', icon: 'jobs', permission: 'jobs.view' },
    { to: '/backups', name: 'backups', icon: 'disk', permission: 'backups.view' },
    { to: '/doctor', name: 'doctor', icon: 'pulse', permission: 'doctor.view' },
    { to: '/webhooks', name: 'webhooks', icon: 'hook', permission: 'webhooks.view' },
    { to: '/retention', name: 'retention', icon: 'hourglass', permission: 'retention.view' },
    { to: '/settings', name: 'settings', icon: 'gear', permission: 'settings.view' },
    { to: '/domains', name: 'domains', icon: 'globe', permission: 'domains.view' },
    { to: '/organization', name: 'organization', icon: 'palette', permission: 'branding.view' },
    { to: '/terms', name: 'terms', icon: 'scroll', permission: 'branding.view' },
  ],
  [
    { to: '/audit', name: 'audit', icon: 'scroll', permission: 'audit.view' },
    { to: '/roles', name: 'roles', icon: 'shield', permission: 'roles.view' },
    { to: '/tokens', name: 'tokens', icon: 'key', permission: 'tokens.view' },
  ],
] as const satisfies readonly (readonly Place[])[]
