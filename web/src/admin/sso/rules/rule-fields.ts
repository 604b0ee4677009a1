import { OFFBOARD_NOTICE_DAYS } from '../../accounts/verbs'

/** A column of a list of rules. */
export type RuleColumn =
  | { readonly name: string; readonly kind: 'text' | 'role' | 'megabytes'; readonly isNeeded: boolean }
  | { readonly name: string; readonly kind: 'days'; readonly isNeeded: false }
  | { readonly name: string; readonly kind: 'choice'; readonly options: readonly string[] }

/** Something that can be set, where it is in what the server has (names with dots), and how it is entered. */
export type RuleField = { readonly at: string } & (
  | { readonly kind: 'text'; readonly isNeeded: boolean }
  | { readonly kind: 'lines' }
  | { readonly kind: 'flag' }
  | { readonly kind: 'days'; readonly min: number }
  | { readonly kind: 'choice'; readonly options: readonly string[] }
  | { readonly kind: 'rows'; readonly columns: readonly RuleColumn[] }
)

/** Fields that belong together. */
export interface RulePart {
  /** in `rules.part` and `rules.lead` of the texts */
  readonly name: string
  readonly fields: readonly RuleField[]
}

const needed = (at: string): RuleField => ({ at, kind: 'text', isNeeded: true })
const lines = (at: string): RuleField => ({ at, kind: 'lines' })
const choice = (at: string, ...options: string[]): RuleField => ({ at, kind: 'choice', options })
const flag = (at: string): RuleField => ({ at, kind: 'flag' })
const attribute = (name: string): RuleField[] => [
  needed(`mapping.${name}.claim`),
  choice(`mapping.${name}.sync`, 'import', 'force'),
]
const textColumn = (name: string, isNeeded = true): RuleColumn => ({ name, kind: 'text', isNeeded })
const choiceColumn = (name: string, ...options: string[]): RuleColumn => ({ name, kind: 'choice', options })

/** All that the policy of a connection can say. */
export const POLICY_PARTS: readonly RulePart[] = [
  {
    name: 'admission',
    fields: ['emailDomains', 'requiredGroups', 'deniedGroups', 'acr', 'amr'].map((name) =>
      lines(`admission.${name}`),
    ),
  },
  {
    name: 'domains',
    fields: [
      {
        at: 'domains',
        kind: 'rows',
        columns: [
          textColumn('domain'),
          choiceColumn('of', 'email', 'handle'),
          choiceColumn('enforcement', 'required', 'preferred', 'optional'),
          choiceColumn('appPasswords', 'allow', 'deny'),
          { name: 'appPasswordDays', kind: 'days', isNeeded: false },
        ],
      },
    ],
  },
  {
    name: 'provisioning',
    fields: [
      choice('provisioning.mode', 'auto', 'ask', 'approval', 'existing'),
      needed('provisioning.handles.domain'),
      needed('provisioning.handles.template'),
      choice('provisioning.handles.onCollision', 'suffix', 'ask'),
      flag('provisioning.linking'),
      {
        at: 'provisioning.handles.groupDomains',
        kind: 'rows',
        columns: [textColumn('group'), textColumn('domain')],
      },
    ],
  },
  {
    name: 'mapping',
    fields: [
      choice('mapping.subject', 'sub', 'oid+tid'),
      needed('mapping.groups'),
      ...['email', 'name', 'locale'].flatMap(attribute),
      flag('mapping.trustEmail'),
    ],
  },
  {
    name: 'groups',
    fields: [
      {
        at: 'roles',
        kind: 'rows',
        columns: [
          textColumn('group'),
          { name: 'role', kind: 'role', isNeeded: true },
          textColumn('domain', false),
        ],
      },
      {
        at: 'quotas',
        kind: 'rows',
        columns: [textColumn('group'), { name: 'quotaBytes', kind: 'megabytes', isNeeded: true }],
      },
    ],
  },
  { name: 'stepUp', fields: [lines('stepUp.acr'), choice('stepUp.freshness', 'auth_time', 'prompt')] },
  {
    name: 'leaving',
    fields: [
      choice('leaving.logout', 'nothing', 'browsers', 'everything'),
      choice('leaving.signOut', 'here', 'provider'),
      choice('leaving.deprovision', 'lock', 'suspend', 'offboard'),
      { at: 'leaving.offboardDays', kind: 'days', min: OFFBOARD_NOTICE_DAYS },
    ],
  },
]

/** What each protocol needs besides. */
export const SETTING_FIELDS: Readonly<Record<string, readonly RuleField[]>> = {
  oidc: [
    needed('clientId'),
    choice('clientAuth', 'client_secret_basic', 'client_secret_post', 'none'),
    lines('scopes'),
    choice('responseMode', 'query', 'form_post'),
    flag('sendLoginHint'),
    flag('userinfo'),
  ],
  saml: [
    { at: 'metadataUrl', kind: 'text', isNeeded: false },
    choice('nameIdFormat', 'persistent', 'emailAddress', 'unspecified'),
    { at: 'subjectAttribute', kind: 'text', isNeeded: false },
    flag('signedResponse'),
    flag('encryption'),
    flag('idpInitiated'),
  ],
}

/** What holds where a connection says nothing. */
export const SETTING_DEFAULTS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  oidc: {
    clientAuth: 'client_secret_basic',
    scopes: ['openid', 'email', 'profile'],
    responseMode: 'query',
    sendLoginHint: true,
    userinfo: true,
  },
  saml: { nameIdFormat: 'persistent' },
}
