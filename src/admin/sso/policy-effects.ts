import { Injectable } from '@nestjs/common'
import { Accounts } from '../../account/index.js'
import { GroupQuotaStore } from '../../blob/index.js'
import { HandlePolicy } from '../../identity/index.js'
import type { HeldRole } from '../../roles/index.js'
import {
  type ClaimedGroups,
  type Connection,
  type HandleTemplate,
  groupProblem,
  handleDomainOf,
  quotaOf,
} from '../../sso/index.js'
import { areSame, rolesOf } from '../roles/group-roles.js'
import { MappedRoleStore } from '../roles/mapped-role.store.js'
import type { PolicyChangeDto } from './policy-preview.dto.js'

/** What the rules of a connection would make of somebody. */
export interface PolicyEffect {
  readonly shown: PolicyChangeDto
  /** whether anything would change for them; a handle that is another one than theirs is no change */
  readonly isChange: boolean
}

/** Says what the rules of a connection would make of people who have accounts by it, beside what they have. */
@Injectable()
export class PolicyEffects {
  constructor(
    private readonly mapped: MappedRoleStore,
    private readonly quotas: GroupQuotaStore,
    private readonly handles: HandlePolicy,
    private readonly accounts: Accounts,
  ) {}

  /** Of those only of whom there is something to say. However many they are, it takes the same few statements. */
  async of({ id, policy }: Connection, people: readonly ClaimedGroups[]): Promise<PolicyEffect[]> {
    const dids = people.map(({ did }) => did)
    const [roles, quotas, handles] = await Promise.all([
      this.mapped.of(id, dids),
      this.quotas.ofConnection(id, dids),
      this.accounts.handlesOf(dids),
    ])
    return people.flatMap(({ did, groups }) => {
      const [before, after] = [roles.get(did) ?? [], rolesOf(policy, groups)]
      const [quotaBefore, quotaAfter] = [quotas.get(did), quotaOf(policy, groups)]
      const refused = groupProblem(groups, policy.admission)
      const handle = handles.get(did)
      const handleDomain = this.#otherDomain(policy.provisioning.handles, groups, handle)
      const isChange = !areSame(before, after) || quotaBefore !== quotaAfter || refused !== undefined
      if (!isChange && handleDomain === undefined) return []
      const shown = {
        ...{ did, before: before.map(roleShown), after: after.map(roleShown) },
        ...(handle !== undefined && { handle }),
        ...(quotaBefore !== undefined && { quotaBefore }),
        ...(quotaAfter !== undefined && { quotaAfter }),
        ...(handleDomain !== undefined && { handleDomain }),
        ...(refused !== undefined && { refused }),
      }
      return [{ shown, isChange }]
    })
  }

  /** Where somebody new in the same groups would get a handle, if that is below another domain of ours. */
  #otherDomain(
    rules: HandleTemplate,
    groups: readonly string[],
    handle: string | undefined,
  ): string | undefined {
    if (!rules.groupDomains?.length || handle === undefined) return undefined
    const [present, domain] = [this.handles.serviceDomainOf(handle), handleDomainOf(rules, groups)]
    return present === undefined || present === `.${domain}` ? undefined : domain
  }
}

function roleShown({ role, domain }: HeldRole) {
  return { role, ...(domain !== undefined && { domain }) }
}
