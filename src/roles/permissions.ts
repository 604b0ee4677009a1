/** What a permission is about: accounts, which belong to domains, or the service as a whole. */
export type PermissionScope = 'accounts' | 'service'

/** A permission, for people and for the rules. */
export interface PermissionFacts {
  /** what somebody who has it may do */
  readonly help: string
  readonly scope: PermissionScope
  /** whether people only may have it: no token ever does */
  readonly people?: true
}

const facts = <const T extends Readonly<Record<string, PermissionFacts>>>(table: T) => table

/** Everything that administrators may be allowed to do: `resource.verb`. */
export const PERMISSIONS = facts({
  'accounts.view': { scope: 'accounts', help: 'Look for accounts, and see what is known of them.' },
  'accounts.contact': {
    scope: 'accounts',
    help: 'See whole e-mail addresses; without it they are shown in part.',
  },
  'accounts.create': { scope: 'accounts', help: 'Make accounts.' },
  'accounts.edit': {
    scope: 'accounts',
    help: 'Change handles, e-mail addresses and kinds of accounts.',
  },
  'accounts.note': {
    scope: 'accounts',
    help: 'Read and write notes about accounts, and mark accounts with tags.',
  },
  'accounts.quota': { scope: 'accounts', help: 'Say how much a member may store.' },
  'accounts.lock': { scope: 'accounts', help: 'Keep members out, and let them in again.' },
  'accounts.offboard': {
    scope: 'accounts',
    help: 'Give members who leave a time after which their accounts are deleted, and take it back.',
  },
  'accounts.suspend': { scope: 'accounts', help: 'Hide accounts for a time, and show them again.' },
  'accounts.takedown': {
    scope: 'accounts',
    help: 'Take accounts, records and blobs down, and restore them.',
  },
  'accounts.activate': { scope: 'accounts', help: 'Activate and deactivate accounts.' },
  'accounts.delete': { scope: 'accounts', help: 'Delete accounts for good.' },
  'accounts.recover': {
    scope: 'accounts',
    help: 'Send members a code for a new password, or ask them to confirm their address.',
  },
  'accounts.factors': {
    scope: 'accounts',
    help: 'Take second factors away from members who have lost them.',
    people: true,
  },
  'accounts.write': { scope: 'accounts', help: 'Write letters to members.' },
  'accounts.password': { scope: 'accounts', help: 'Set passwords of members.', people: true },
  'accounts.keys': { scope: 'accounts', help: 'Change signing keys of accounts.', people: true },
  'accounts.bulk': {
    scope: 'accounts',
    help: 'Do to many accounts at a time what one may do to each of them.',
  },
  'accounts.export': {
    scope: 'accounts',
    help: 'Take lists of accounts, and all that is known of one, along.',
  },
  'holds.view': { scope: 'service', help: 'See which accounts are held, and why.' },
  'holds.place': { scope: 'accounts', help: 'Hold accounts: nothing of them is lost from then on.' },
  'holds.release': { scope: 'accounts', help: 'Release holds.', people: true },
  'approvals.view': { scope: 'service', help: 'See what waits for a second person.' },
  'approvals.decide': {
    scope: 'service',
    help: 'Agree to what others have asked for and one may do oneself, or refuse it.',
    people: true,
  },
  'sessions.view': {
    scope: 'accounts',
    help: 'See sessions, applications, app passwords and second factors of members.',
  },
  'sessions.revoke': { scope: 'accounts', help: 'End sessions of members.' },
  'invites.view': { scope: 'service', help: 'See invite codes and who used them.' },
  'invites.create': { scope: 'service', help: 'Make invite codes.' },
  'invites.revoke': { scope: 'service', help: 'Switch invite codes off.' },
  'reports.view': { scope: 'service', help: 'Read reports to moderators.' },
  'reports.resolve': { scope: 'service', help: 'Settle reports.' },
  'directories.view': { scope: 'service', help: 'See what directories of the organization have asked for.' },
  'directories.manage': {
    scope: 'service',
    help: 'Make tokens of directories, and let people leave again after too many did.',
    people: true,
  },
  'domains.view': { scope: 'service', help: 'See the domains of handles.' },
  'connections.view': {
    scope: 'service',
    help: 'See identity providers, and what became of sign-ins with them.',
  },
  'connections.manage': {
    scope: 'service',
    help: 'Connect identity providers, and decide who signs in with them.',
  },
  'domains.manage': {
    scope: 'service',
    help: 'Add and remove domains of handles, and say who may have which.',
  },
  'handles.override': {
    scope: 'accounts',
    help: 'Give handles that are reserved or bare domains, and those that are kept for whoever has given them up.',
  },
  'branding.view': { scope: 'service', help: 'See what the organization looks like.' },
  'branding.edit': { scope: 'service', help: 'Change what the organization looks like.' },
  'settings.view': { scope: 'service', help: 'See settings, and where they come from.' },
  'settings.edit': { scope: 'service', help: 'Change settings while the server runs.' },
  'crawlers.view': { scope: 'service', help: 'See relays and the event stream.' },
  'crawlers.request': { scope: 'service', help: 'Ask relays to come.' },
  'jobs.view': { scope: 'service', help: 'See background work.' },
  'jobs.manage': { scope: 'service', help: 'Cancel background work and start it again.' },
  'backups.view': { scope: 'service', help: 'See backups, and when they are made.' },
  'backups.manage': { scope: 'service', help: 'Make backups, and try them.' },
  'doctor.view': { scope: 'service', help: 'Have the installation looked at from outside.' },
  'webhooks.view': { scope: 'service', help: 'See webhooks, and what they were told.' },
  'webhooks.manage': { scope: 'service', help: 'Make webhooks, change and test them.' },
  'retention.view': { scope: 'service', help: 'See how long what is kept.' },
  'retention.manage': { scope: 'service', help: 'Say how long what is kept, and remove what is older.' },
  'measures.view': { scope: 'service', help: 'See the overview and its charts.' },
  'roles.view': { scope: 'service', help: 'See roles and who has them.' },
  'roles.assign': {
    scope: 'service',
    help: 'Give roles below the own one, and take them away.',
    people: true,
  },
  'roles.manage': {
    scope: 'service',
    help: 'Make roles that rank below the own one and allow no more, change them and do away with them.',
    people: true,
  },
  'tokens.view': { scope: 'accounts', help: 'See tokens of the administration.' },
  'tokens.manage': {
    scope: 'accounts',
    help: 'Make, renew and revoke tokens that may do no more than oneself.',
    people: true,
  },
  'audit.manage': {
    scope: 'service',
    help: 'Say how long the audit is kept; takes retention.manage as well.',
    people: true,
  },
  'audit.view': { scope: 'service', help: 'Read and verify the audit.' },
  'audit.export': { scope: 'service', help: 'Export the audit.' },
})

/** The name of a permission. */
export type Permission = keyof typeof PERMISSIONS

/** All of them, in the order of the table. */
export const ALL_PERMISSIONS = Object.keys(PERMISSIONS) as readonly Permission[]

/** Whether a text names a permission. */
export function isPermission(text: string): text is Permission {
  return Object.hasOwn(PERMISSIONS, text)
}

/** What is known of a permission. */
export function permissionFacts(permission: Permission): PermissionFacts {
  return PERMISSIONS[permission]
}
