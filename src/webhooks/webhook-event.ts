/** Events that webhooks are told of, and when they happen. */
export const WEBHOOK_EVENTS = {
  'account.created': 'An account was made.',
  'account.updated':
    'Something of an account has changed: its handle, address or password, or its member was let in, or does not leave.',
  'account.locked': 'A member was kept out of their account.',
  'account.suspended': 'An account was hidden for a time.',
  'account.takendown': 'An account was taken down.',
  'account.offboarding': 'A member is to leave by a deadline.',
  'account.deleted': 'An account was deleted.',
  'account.throttled': 'A relay does not pass an account on.',
  'identity.linked': 'A sign-in at an identity provider was linked with an account.',
  'identity.unlinked': 'A sign-in at an identity provider does not belong to an account any more.',
  'session.created': 'Somebody has signed in.',
  'session.revoked': 'Sessions of an account were ended.',
  'sso.login_failed': 'A sign-in by an identity provider failed.',
  'sso.connection_failing':
    'An identity provider cannot be used any more, as the look at it every day shows.',
  'sso.connection_expiring':
    'Something that a connection to an identity provider needs ends within 30, 7 or 1 days, or has ended.',
  'scim.user_provisioned': 'A directory has brought a member.',
  'scim.user_updated': 'A directory has changed a member.',
  'scim.user_deprovisioned': 'A directory has taken a member away.',
  'invite.created': 'Invite codes were made.',
  'invite.used': 'An invite code was used.',
  'report.created': 'A member has reported something.',
  'job.failed': 'Long work has failed.',
  'backup.succeeded': 'A backup was made.',
  'backup.failed': 'A backup could not be made, or the newest one is not what it should be.',
  'relay.lag': 'A relay is far behind.',
  'relay.throttled': 'A relay takes events more slowly than they come.',
  'relay.banned': 'A relay does not take events of this server.',
  'relay.unreachable': 'A relay cannot be asked what it knows of this server.',
  'plc.submitted': 'An operation was sent to the PLC directory.',
  'plc.failed': 'An operation was not taken by the PLC directory.',
  'plc.nullified': 'An operation in the PLC directory was overruled by another.',
  'handle.unresolvable': 'A handle does not lead to its account any more.',
  'security.break_glass_used':
    'An Owner has used the password though single sign-on is demanded, or was made on the machine itself.',
  'webhook.test': 'Somebody wants to see whether a webhook works.',
} as const

/** The name of an event. */
export type WebhookEventType = keyof typeof WEBHOOK_EVENTS

/** All of them, in the order of the table. */
export const WEBHOOK_EVENT_TYPES = Object.keys(WEBHOOK_EVENTS) as readonly WebhookEventType[]

/** Something that has happened. */
export interface WebhookEvent {
  readonly type: WebhookEventType
  /** what it is about: ids, states, numbers; nothing personal */
  readonly data: object
  /** what is personal: only webhooks that are to know it are told */
  readonly personal?: object | undefined
}
