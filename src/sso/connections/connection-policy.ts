import type { RoleId } from '../../roles/index.js'

/** What holds for people of a domain. */
export interface DomainPolicy {
  /** without a leading dot */
  readonly domain: string
  /** of e-mail addresses, or of handles */
  readonly of: 'email' | 'handle'
  /** `required`: the password of the account is good for nothing; `preferred`: single sign-on comes first */
  readonly enforcement: 'required' | 'preferred' | 'optional'
  /** whether applications that know nothing better may have passwords of their own */
  readonly appPasswords: 'allow' | 'deny'
  /** how long these are good at most */
  readonly appPasswordDays?: number | undefined
}

/** Where attributes of people are in what the provider says. Names are those of claims, or of attributes of SAML. */
export interface ClaimMapping {
  /** `sub`; of Entra `oid`, with `tid` */
  readonly subject: 'sub' | 'oid+tid'
  readonly email: AttributeRule
  readonly name: AttributeRule
  readonly locale: AttributeRule
  readonly groups: string
  /** whether addresses of this provider count as confirmed though it does not say so */
  readonly trustEmail: boolean
}

/** `import`: taken when the account is made; `force`: at every sign-in. */
export interface AttributeRule {
  readonly claim: string
  readonly sync: 'import' | 'force'
}

/** Who may come in. Empty lists: everybody. */
export interface Admission {
  readonly emailDomains: readonly string[]
  /** one of them is needed */
  readonly requiredGroups: readonly string[]
  readonly deniedGroups: readonly string[]
  /** one of them is needed (`acr`) */
  readonly acr: readonly string[]
  /** one of them is needed (`amr`) */
  readonly amr: readonly string[]
}

/** What is asked of the provider when somebody has to show anew who they are. */
export interface StepUpPolicy {
  /** one of them is needed (`acr`), and asked for; empty: what {@link Admission} says */
  readonly acr: readonly string[]
  /**
   * what says that it has asked anew. `auth_time`: it has to say when; absent: the same. `prompt`: of a provider of OpenID
   * Connect that does not say when, it is believed because it was told to ask, and this is the answer to that
   */
  readonly freshness?: 'auth_time' | 'prompt' | undefined
}

/** How people come by an account. */
export interface Provisioning {
  /**
   * `auto`: made without asking where nothing is open; `ask`: they choose the handle; `approval`: an administrator lets them
   * in; `existing`: those only whom the organization has announced, or who link an account they have
   */
  readonly mode: 'auto' | 'ask' | 'approval' | 'existing'
  /** whether people may link an account that they have */
  readonly linking: boolean
  readonly handles: HandleTemplate
}

/** Which handles people get. */
export interface HandleTemplate {
  /** ending, without a leading dot */
  readonly domain: string
  /** of liquid, over `email`, `name`, `claims`; `opaque`: nothing of the person is in it */
  readonly template: string
  readonly onCollision: 'suffix' | 'ask'
  /** other endings, for members of groups; the first rule counts that names a group of theirs. Absent: none */
  readonly groupDomains?: readonly GroupDomain[] | undefined
}

/** Below which domain members of a group get their handles. */
export interface GroupDomain {
  readonly group: string
  /** without a leading dot */
  readonly domain: string
}

/** A role that members of a group have as long as they are in it. */
export interface RoleRule {
  readonly group: string
  readonly role: RoleId
  /** of handles, without a leading dot; absent: everywhere */
  readonly domain?: string | undefined
}

/** How much members of a group may store as long as they are in it. Of several groups, the largest quota counts. */
export interface QuotaRule {
  readonly group: string
  readonly quotaBytes: number
}

/** What happens when the provider says that somebody has left. */
export interface LeavingPolicy {
  /** what a logout at the provider ends here */
  readonly logout: 'nothing' | 'browsers' | 'everything'
  /** where somebody is signed out who signs out of our pages: here only, or at the provider as well; absent: here */
  readonly signOut?: 'here' | 'provider' | undefined
  /** what becomes of the account of somebody who was taken out of the directory */
  readonly deprovision: 'lock' | 'suspend' | 'offboard'
  /** of `offboard`: how long until the account is deleted */
  readonly offboardDays: number
}

/** What an organization wants of those whom its provider sends. */
export interface ConnectionPolicy {
  readonly domains: readonly DomainPolicy[]
  readonly mapping: ClaimMapping
  readonly admission: Admission
  /** absent: nothing more than for signing in */
  readonly stepUp?: StepUpPolicy | undefined
  readonly provisioning: Provisioning
  readonly roles: readonly RoleRule[]
  /** absent: none */
  readonly quotas?: readonly QuotaRule[] | undefined
  readonly leaving: LeavingPolicy
}

/** Whether anything depends on the groups of people. */
export function needsGroups(policy: ConnectionPolicy): boolean {
  const { admission, provisioning } = policy
  const { groupDomains = [] } = provisioning.handles
  const rules = [admission.requiredGroups, admission.deniedGroups, groupDomains]
  return rules.some(({ length }) => length > 0) || groupsInRules(policy).size > 0
}

/** Groups from which something follows for the accounts of whoever is in them. Handles stay as they are. */
export function groupsInRules({ roles, quotas = [] }: ConnectionPolicy): ReadonlySet<string> {
  return new Set([...roles, ...quotas].map(({ group }) => group))
}

/** The domain below which somebody in these groups gets a handle, without a leading dot. */
export function handleDomainOf(
  { domain, groupDomains = [] }: HandleTemplate,
  groups: readonly string[],
): string {
  return groupDomains.find(({ group }) => groups.includes(group))?.domain ?? domain
}

/** How much somebody in these groups may store (bytes); undefined where no rule says so. */
export function quotaOf(
  { quotas = [] }: Pick<ConnectionPolicy, 'quotas'>,
  groups: readonly string[],
): number | undefined {
  const found = quotas.filter(({ group }) => groups.includes(group)).map(({ quotaBytes }) => quotaBytes)
  return found.length === 0 ? undefined : Math.max(...found)
}
