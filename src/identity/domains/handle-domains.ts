import { Injectable } from '@nestjs/common'
import { AdminEntranceConfig, Environment, ServiceConfig } from '../../config/index.js'
import { ServiceDocuments } from '../../settings/index.js'
import { HandleRulesConfig } from '../handle-rules.config.js'
import type { HandleRules } from '../handle-rules.js'
import { reservedForm } from '../reserved-handles.js'
import { domainOf } from './belonging.js'
import type {
  DomainPolicy,
  HandleChooser,
  HandleDomain,
  KeptDomains,
  ReservedChanges,
} from './handle-domain.js'

const DOMAINS_ENV = 'PDS_SERVICE_HANDLE_DOMAINS'
/** The documents of domains, and of names that are kept back everywhere. */
export const DOMAINS_DOCUMENT = 'domains'
export const RESERVED_DOCUMENT = 'handles.reserved'

/** A host below a domain that nobody has as a handle: what is asked there tells whether the domain leads here. */
export const PROBE_LABEL = 'guildhall-check'

const NOTHING: ReservedChanges = { add: [], remove: [] }

/**
 * The domains below which accounts have handles: those of the environment, and those that administrators have added and
 * that have been verified; with the rules for handles of each.
 */
@Injectable()
export class HandleDomains {
  /** Of the installation, each with its leading dot. */
  readonly #own: readonly string[]
  #domains: readonly HandleDomain[] = []
  #rules: ReadonlyMap<string, HandleRules> = new Map()

  constructor(
    private readonly service: ServiceConfig,
    private readonly entrance: AdminEntranceConfig,
    private readonly environment: Environment,
    private readonly config: HandleRulesConfig,
    private readonly documents: ServiceDocuments,
  ) {
    this.#own = service.handleDomains
    documents.onChange(() => this.#apply())
    this.#apply()
  }

  /** Those that are not verified yet as well. */
  get all(): readonly HandleDomain[] {
    return this.#domains
  }

  /** The rules of each domain on which handles are given out, by the domain with its leading dot. */
  get rules(): ReadonlyMap<string, HandleRules> {
    return this.#rules
  }

  /** Whether the rules for handles come from the environment, so that they are changed there only. */
  get areRulesPinned(): boolean {
    return this.config.source !== undefined
  }

  /** Names that administrators keep back everywhere, and those that they do not. */
  get reserved(): ReservedChanges {
    return (this.documents.read(RESERVED_DOCUMENT) as ReservedChanges | undefined) ?? NOTHING
  }

  /**
   * The rules of a domain as they would be with another policy.
   * @param domain without a leading dot
   * @param reserved names that would be kept back everywhere
   */
  rulesWith(domain: string, policy: DomainPolicy, reserved = this.reserved): HandleRules {
    return this.#rulesOf({ domain, policy }, reserved)
  }

  /** What is kept of them. */
  get kept(): KeptDomains {
    return (this.documents.read(DOMAINS_DOCUMENT) as KeptDomains | undefined) ?? {}
  }

  /** @param domain without a leading dot */
  find(domain: string): HandleDomain | undefined {
    return this.#domains.find((each) => each.domain === domain)
  }

  /** Who chooses handles below a domain. @param domain with its leading dot */
  chooserOf(domain: string): HandleChooser {
    return this.find(domain.slice(1))?.policy.chosenBy ?? 'members'
  }

  /**
   * The domain on which a handle is given out, if it is one of ours: whatever asks whose a handle is goes by this. A
   * domain itself is a handle where its rules say so.
   */
  servedOf(handle: string): HandleDomain | undefined {
    const inUse = this.#domains.filter(({ isInUse }) => isInUse)
    return domainOf(inUse, handle, ({ domain }) => this.#rules.get(`.${domain}`)!.bareDomain)
  }

  /** Whether a host stands for an account, or will: below a domain, verified or not, or the domain itself. @param name in lower case, without a port */
  isBelow(name: string): boolean {
    return domainOf(this.#domains, name, () => true) !== undefined
  }

  /** Whether a host is this service's own, or that of its administration. @param name in lower case, without a port */
  isOwnHost(name: string): boolean {
    return name === this.service.hostname || name === this.entrance.hostname
  }

  /** Whether a host is the one at which a domain is tried. */
  isProbe(name: string): boolean {
    return this.#domains.some(({ domain }) => name === `${PROBE_LABEL}.${domain}`)
  }

  #apply(): void {
    const { kept } = this
    const source = this.environment.read(DOMAINS_ENV) === undefined ? 'default' : 'environment'
    const own = this.#own.map((name): HandleDomain => {
      const domain = name.slice(1)
      return { ...kept[domain], domain, source, isInUse: true, policy: kept[domain]?.policy ?? {} }
    })
    const added = Object.entries(kept)
      .filter(([domain, { token }]) => token !== undefined && !this.#own.includes(`.${domain}`))
      .map(([domain, one]): HandleDomain => {
        const isInUse = one.verifiedAt !== undefined
        return { ...one, domain, source: 'database', isInUse, policy: one.policy ?? {} }
      })
    this.#domains = [...own, ...added]
    const inUse = this.#domains.filter((each) => each.isInUse)
    this.#rules = new Map(inUse.map((each) => [`.${each.domain}`, this.#rulesOf(each)]))
    this.#offer(inUse)
  }

  /** Who lists domains for members to choose from finds those where they may. */
  #offer(domains: readonly HandleDomain[]): void {
    const offered = domains.filter(({ policy }) => policy.chosenBy !== 'administrators')
    const names = Object.freeze(offered.map(({ domain }) => `.${domain}`))
    this.environment.live.replace('domains', new Map([[DOMAINS_ENV, names]]))
  }

  #rulesOf({ domain, policy }: Pick<HandleDomain, 'domain' | 'policy'>, names = this.reserved): HandleRules {
    const { rules, general } = this.config.reading
    const base = rules.get(`.${domain}`) ?? general
    if (this.areRulesPinned) return base
    return {
      ...base,
      lengthMin: policy.lengthMin ?? base.lengthMin,
      lengthMax: policy.lengthMax ?? base.lengthMax,
      labelsMax: policy.labelsMax ?? base.labelsMax,
      reserved: changed(changed(base.reserved, names), policy.reserved ?? NOTHING),
    }
  }
}

function changed(names: ReadonlySet<string>, { add, remove }: ReservedChanges): ReadonlySet<string> {
  const result = new Set([...names, ...add.map(reservedForm)])
  for (const name of remove) result.delete(reservedForm(name))
  return result
}
