import { ALL_PERMISSIONS, type Permission } from './permissions.js'

/** Names of the roles. */
export const ROLE_IDS = [
  'owner',
  'admin',
  'identity-admin',
  'help-desk',
  'moderator',
  'operator',
  'auditor',
] as const

/** The name of a role. */
export type RoleId = (typeof ROLE_IDS)[number]

/** What somebody who administers is for. */
export interface Role {
  /** a {@link RoleId}, or the name of a role that the organization has made itself */
  readonly id: string
  readonly name: string
  readonly help: string
  /** who ranks higher; nobody gives, takes or holds up a role that ranks as high as their own */
  readonly priority: number
  readonly permissions: readonly Permission[]
}

const only = (...permissions: Permission[]): readonly Permission[] => permissions
const allBut = (...without: Permission[]): readonly Permission[] =>
  ALL_PERMISSIONS.filter((permission) => !without.includes(permission))

/** What can be seen, and nothing else. */
const VIEWS = ALL_PERMISSIONS.filter((permission) => permission.endsWith('.view'))

/** The roles that every service has, by name. */
export const ROLES: Readonly<Record<RoleId, Role & { readonly id: RoleId }>> = {
  owner: {
    id: 'owner',
    name: 'Owner',
    help: 'Answers for the service, and may do everything.',
    priority: 100,
    permissions: ALL_PERMISSIONS,
  },
  admin: {
    id: 'admin',
    name: 'Admin',
    help: 'Runs the service from day to day: accounts, invites, reports, tokens.',
    priority: 80,
    permissions: allBut('accounts.keys', 'audit.manage'),
  },
  'identity-admin': {
    id: 'identity-admin',
    name: 'Identity admin',
    help: 'Looks after who has which handle and how members sign in.',
    priority: 60,
    permissions: only(
      'accounts.view',
      'accounts.contact',
      'accounts.create',
      'accounts.edit',
      'accounts.note',
      'accounts.lock',
      'accounts.offboard',
      'accounts.recover',
      'accounts.factors',
      'sessions.view',
      'sessions.revoke',
      'invites.view',
      'invites.create',
      'invites.revoke',
      'directories.view',
      'directories.manage',
      'domains.view',
      'connections.view',
      'connections.manage',
      'domains.manage',
      'handles.override',
      'roles.view',
      'jobs.view',
    ),
  },
  'help-desk': {
    id: 'help-desk',
    name: 'Help desk',
    help: 'Helps members who cannot sign in. Sees no secrets, deletes nothing.',
    priority: 40,
    permissions: only(
      'accounts.view',
      'accounts.contact',
      'accounts.note',
      'accounts.lock',
      'accounts.recover',
      'accounts.write',
      'sessions.view',
      'sessions.revoke',
      'domains.view',
    ),
  },
  moderator: {
    id: 'moderator',
    name: 'Moderator',
    help: 'Reads reports, and decides what is taken down.',
    priority: 40,
    permissions: only(
      'accounts.view',
      'accounts.note',
      'accounts.suspend',
      'accounts.takedown',
      'accounts.write',
      'reports.view',
      'reports.resolve',
    ),
  },
  operator: {
    id: 'operator',
    name: 'Operator',
    help: 'Keeps the machine running. Sees no personal data.',
    priority: 40,
    permissions: only(
      'measures.view',
      'jobs.view',
      'jobs.manage',
      'backups.view',
      'backups.manage',
      'doctor.view',
      'webhooks.view',
      'retention.view',
      'crawlers.view',
      'crawlers.request',
      'settings.view',
      'domains.view',
    ),
  },
  auditor: {
    id: 'auditor',
    name: 'Auditor',
    help: 'Reads everything, the audit included, and changes nothing.',
    priority: 20,
    permissions: [...VIEWS, 'accounts.contact', 'audit.export'],
  },
}

/** The role that at least one person always has. */
export const OWNER = ROLES.owner

/** Whether a text names a role. */
export function isRoleId(text: string): text is RoleId {
  return Object.hasOwn(ROLES, text)
}
