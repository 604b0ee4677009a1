import { Injectable } from '@nestjs/common'
import { type AccountFilter, AccountListStore, type ListedAccount } from '../../account/index.js'
import {
  type DomainPolicy,
  frontProblem,
  type HandleDomain,
  HandleDomains,
  type HandleRules,
  type ReservedChanges,
} from '../../identity/index.js'
import type { HandlePolicyPlanDto } from './domains.dto.js'

/** Accounts read at a time. */
const BATCH = 1_000
/** Handles that are named; all are counted. */
const NAMED_MAX = 200

/** The rules of domains as they would be, by the domain without a leading dot. */
type WantedRules = ReadonlyMap<string, HandleRules>

/** Says what other rules would make of the handles that members have. Nobody loses one: rules are for those to come. */
@Injectable()
export class PolicyPlans {
  constructor(
    private readonly domains: HandleDomains,
    private readonly accounts: AccountListStore,
  ) {}

  /** With another policy of a domain. */
  ofPolicy({ domain, isInUse }: HandleDomain, policy: DomainPolicy): Promise<HandlePolicyPlanDto> {
    return this.#plan(new Map(isInUse ? [[domain, this.domains.rulesWith(domain, policy)]] : []))
  }

  /** With other names kept back everywhere. */
  ofReserved(names: ReservedChanges): Promise<HandlePolicyPlanDto> {
    const inUse = this.domains.all.filter(({ isInUse }) => isInUse)
    return this.#plan(
      new Map(inUse.map(({ domain, policy }) => [domain, this.domains.rulesWith(domain, policy, names)])),
    )
  }

  async #plan(wanted: WantedRules): Promise<HandlePolicyPlanDto> {
    const plan = { checked: 0, refused: 0, newlyRefused: 0, handles: [] as HandlePolicyPlanDto['handles'] }
    for await (const { account } of this.#below([...wanted.keys()])) {
      const { did, handle } = account
      const domain = handle === undefined ? undefined : this.domains.servedOf(handle)?.domain
      const rules = domain === undefined ? undefined : wanted.get(domain)
      if (handle === undefined || domain === undefined || !rules) continue
      plan.checked++
      const front = handle.slice(0, -(domain.length + 1))
      const problem = frontProblem(front, rules)
      if (!problem) continue
      const isNew = frontProblem(front, this.domains.rules.get(`.${domain}`)!) === undefined
      plan.refused++
      if (isNew) plan.newlyRefused++
      if (plan.handles.length < NAMED_MAX)
        plan.handles.push({ did, handle, code: problem.code, detail: problem.message, isNew })
    }
    return plan
  }

  async *#below(domains: readonly string[]): AsyncGenerator<ListedAccount> {
    if (domains.length === 0) return
    const filter: AccountFilter = { domains }
    let after: ListedAccount['place'] | undefined
    do {
      const slice = { sort: 'handle', descending: false, after, limit: BATCH } as const
      const found = await this.accounts.list(filter, slice)
      yield* found
      after = found.length === BATCH ? found.at(-1)!.place : undefined
    } while (after)
  }
}
