import { Injectable } from '@nestjs/common'
import { isHandleTldAllowed } from '@guildhall/identity'
import { AccountListStore } from '../../account/index.js'
import {
  DomainCheck,
  type DomainFinding,
  type DomainPolicy,
  DOMAINS_DOCUMENT,
  type HandleDomain,
  HandleDomains,
  type KeptDomain,
  POLICY_LIMITS,
  RESERVED_DOCUMENT,
  type ReservedChanges,
} from '../../identity/index.js'
import { Random } from '../../telemetry/index.js'
import type { Administrator } from '../access/administrator.js'
import { DomainInUse, InvalidFields, NotThere, SettingPinned } from '../admin.errors.js'
import { TimedId } from '../api/timed-id.js'
import { DocumentChange } from '../settings/document-change.js'

const TOKEN_BYTES = 20
const RULES_ENV = 'PDS_HANDLE_RULES'

/** A change of a domain, and what the audit calls it. */
interface Change {
  readonly domain: string
  readonly verb: string
  readonly kept: KeptDomain | undefined
  readonly before?: object
  readonly after?: object
  readonly ifMatch?: string | undefined
}

/** Adds domains of handles, verifies and removes them, and says what holds for handles below them. */
@Injectable()
export class DomainChanges {
  constructor(
    private readonly domains: HandleDomains,
    private readonly checks: DomainCheck,
    private readonly changes: DocumentChange,
    private readonly accounts: AccountListStore,
    private readonly ids: TimedId,
  ) {}

  /** @throws {NotThere} */
  find(name: string): HandleDomain {
    const domain = this.domains.find(name.toLowerCase())
    if (!domain) throw new NotThere('domain')
    return domain
  }

  /** Adds a domain, which is not used before it is verified. @throws {InvalidFields} */
  async add(wanted: string, random: Random, by: Administrator): Promise<HandleDomain> {
    const domain = wanted.toLowerCase()
    const problem = this.#problemOf(domain)
    if (problem !== undefined) throw new InvalidFields([{ at: '/domain', message: problem }])
    const token = Buffer.from(random.bytes(TOKEN_BYTES)).toString('hex')
    const kept = { ...this.domains.kept[domain], token, addedAt: this.#now() }
    await this.#change({ domain, verb: 'add', kept, after: { domain } }, by)
    return this.find(domain)
  }

  /** Looks at a domain, and uses it from now on if it is ready. @throws {NotThere} */
  async verify(
    name: string,
    by: Administrator,
  ): Promise<{ domain: HandleDomain; findings: DomainFinding[] }> {
    const { domain, token, source, isInUse } = this.find(name)
    const findings = await this.checks.look(domain, source === 'database' ? token : undefined)
    const isReady = findings.every(
      ({ what, state }) => what === 'certificate' || state === 'ok' || state === 'skipped',
    )
    const states = Object.fromEntries(findings.map(({ what, state }) => [what, state]))
    const kept = this.domains.kept[domain]
    const isNew = !isInUse && isReady
    const verified = isNew ? { ...kept, verifiedAt: this.#now() } : kept
    await this.#change({ domain, verb: 'verify', kept: verified, after: states }, by)
    return { domain: this.find(domain), findings }
  }

  /** @throws {NotThere | SettingPinned | DomainInUse} */
  async remove(name: string, by: Administrator): Promise<void> {
    const { domain, source } = this.find(name)
    if (source !== 'database') throw new SettingPinned([domain])
    const accounts = await this.accounts.count({ domains: [domain] })
    if (accounts > 0) throw new DomainInUse(accounts)
    await this.#change({ domain, verb: 'remove', kept: undefined, before: { domain } }, by)
  }

  /** A domain for which a policy could be set. @throws {NotThere | SettingPinned | InvalidFields} */
  possible(name: string, policy: DomainPolicy): HandleDomain {
    const found = this.find(name)
    const { chosenBy: _chosenBy, ...rules } = policy
    const isOfRules = Object.values(rules).some((value) => value !== undefined)
    if (this.domains.areRulesPinned && isOfRules) throw new SettingPinned([RULES_ENV])
    this.#assertPossible(found.domain, policy)
    return found
  }

  /** Says what holds for handles below a domain. @throws {NotThere | SettingPinned | InvalidFields} */
  async setPolicy(
    name: string,
    policy: DomainPolicy,
    ifMatch: string | undefined,
    by: Administrator,
  ): Promise<HandleDomain> {
    const { domain, policy: before } = this.possible(name, policy)
    const kept = { ...this.domains.kept[domain], policy }
    await this.#change({ domain, verb: 'policy', kept, before, after: policy, ifMatch }, by)
    return this.find(domain)
  }

  /** Says which names are kept back everywhere. @throws {SettingPinned | PreconditionFailed} */
  async reserve(names: ReservedChanges, ifMatch: string | undefined, by: Administrator): Promise<void> {
    if (this.domains.areRulesPinned) throw new SettingPinned([RULES_ENV])
    const deed = {
      action: 'handles.reserve',
      target: { type: 'settings', id: RESERVED_DOCUMENT },
      before: this.domains.reserved,
      after: names,
    }
    await this.changes.make({ name: RESERVED_DOCUMENT, content: names, ifMatch, deed }, by)
  }

  #problemOf(domain: string): string | undefined {
    if (!isHandleTldAllowed(domain)) return 'is of a top-level domain on which there are no handles'
    return this.domains.find(domain) ? 'is there already' : undefined
  }

  #assertPossible(domain: string, { lengthMin, lengthMax }: DomainPolicy): void {
    const rules = this.domains.rules.get(`.${domain}`)
    const [min, max] = [
      lengthMin ?? rules?.lengthMin ?? 1,
      lengthMax ?? rules?.lengthMax ?? POLICY_LIMITS.lengthMax,
    ]
    if (min > max) throw new InvalidFields([{ at: '/lengthMin', message: `must not be more than ${max}` }])
  }

  async #change({ domain, verb, kept, before, after, ifMatch }: Change, by: Administrator): Promise<void> {
    const { [domain]: _former, ...others } = this.domains.kept
    const content = kept === undefined ? others : { ...others, [domain]: kept }
    const target = { type: 'domain', id: domain }
    const deed = { action: `domain.${verb}`, target, before, after }
    await this.changes.make({ name: DOMAINS_DOCUMENT, content, ifMatch, deed }, by)
  }

  #now(): string {
    return new Date(this.ids.nowMs()).toISOString()
  }
}
