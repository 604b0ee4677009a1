import type { Permission } from '../api/me'
import type { Search } from '../list/search'

/** Where something is seen to that needs attention. */
interface Way {
  readonly to:
    | '/'
    | '/accounts'
    | '/moderation'
    | '/relays'
    | '/jobs'
    | '/backups'
    | '/doctor'
    | '/webhooks'
    | '/approvals'
    | '/sso'
    | '/tokens'
    | '/roles'
    | '/audit'
  /** only who has it can see the place */
  readonly permission: Permission
  readonly search?: (params: Readonly<Record<string, string>>) => Search
}

const relays: Way = { to: '/relays', permission: 'crawlers.view' }
const backups: Way = { to: '/backups', permission: 'backups.view' }
const connections: Way = { to: '/sso', permission: 'connections.view' }
const webhooks: Way = { to: '/webhooks', permission: 'webhooks.view' }
const queue: Way = {
  to: '/jobs',
  permission: 'jobs.view',
  search: (params) => ({ tab: 'queues', queue: params['queue'] }),
}
const doctor: Way = { to: '/doctor', permission: 'doctor.view' }

/** By code. A code that is not here has no place of its own. */
export const ways: Readonly<Record<string, Way>> = {
  known_problem: doctor,
  not_known: doctor,
  plc_failed: doctor,
  open_reports: { to: '/moderation', permission: 'reports.view', search: () => ({ state: 'open' }) },
  connection_failing: connections,
  connection_expiring: connections,
  leavers_stopped: connections,
  registrations_waiting: { ...connections, search: () => ({ tab: 'registrations' }) },
  relay_banned: relays,
  relay_throttled: relays,
  relay_behind: relays,
  relay_unreachable: relays,
  accounts_throttled: relays,
  jobs_failed: queue,
  mails_dead: queue,
  long_jobs_failed: { to: '/jobs', permission: 'jobs.view', search: () => ({ state: 'failed' }) },
  housekeeping_failed: { to: '/jobs', permission: 'jobs.view', search: () => ({ tab: 'housekeeping' }) },
  backup_failed: backups,
  backup_overdue: backups,
  drill_failed: backups,
  webhook_gone: webhooks,
  webhook_failing: webhooks,
  sign_ups_at_limit: { to: '/accounts', permission: 'accounts.view' },
  approvals_waiting: { to: '/approvals', permission: 'approvals.view' },
  one_owner: { to: '/roles', permission: 'roles.view' },
  tokens_ending: { to: '/tokens', permission: 'tokens.view' },
  audit_sink_behind: { to: '/audit', permission: 'audit.view' },
}
