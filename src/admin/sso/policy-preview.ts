import { Injectable } from '@nestjs/common'
import { Accounts } from '../../account/index.js'
import type { HeldRole } from '../../roles/index.js'
import {
  type ClaimedGroups,
  type Connection,
  ConnectionChanges,
  groupProblem,
  Links,
} from '../../sso/index.js'
import { areSame, rolesOf } from '../roles/group-roles.js'
import { MappedRoleStore } from '../roles/mapped-role.store.js'
import type { PolicyChangeDto, PolicyPreviewDto } from './policy-preview.dto.js'

/** People who are looked at together. */
const BATCH = 500
/** Accounts that are named; of more it is only said how many there are. */
const NAMED_MAX = 1_000

/** Says which accounts would change if a connection had other rules; nothing is changed. */
@Injectable()
export class PolicyPreview {
  constructor(
    private readonly changes: ConnectionChanges,
    private readonly links: Links,
    private readonly mapped: MappedRoleStore,
    private readonly accounts: Accounts,
  ) {}

  /**
   * @param policy any part of one; what is absent is as it is now
   * @throws {ConnectionNotThere | InvalidConnection}
   */
  async of(id: string, policy: Readonly<Record<string, unknown>>): Promise<PolicyPreviewDto> {
    const connection = await this.changes.preview(id, { policy })
    const data: PolicyChangeDto[] = []
    let looked = 0
    let changed = 0
    for (let after: string | undefined; ;) {
      const { people, last } = await this.links.page(connection, after, BATCH)
      looked += people.length
      for (const change of await this.#changesOf(connection, people)) {
        changed++
        if (data.length < NAMED_MAX) data.push(await this.#named(change))
      }
      if (last === undefined) return { data, looked, changed }
      after = last
    }
  }

  async #changesOf({ id, policy }: Connection, people: readonly ClaimedGroups[]): Promise<PolicyChangeDto[]> {
    const held = await this.mapped.of(
      id,
      people.map(({ did }) => did),
    )
    return people.flatMap(({ did, groups }) => {
      const [before, after] = [held.get(did) ?? [], rolesOf(policy, groups)]
      const refused = groupProblem(groups, policy.admission)
      if (areSame(before, after) && refused === undefined) return []
      const roles = { before: before.map(shown), after: after.map(shown) }
      return [{ did, ...roles, ...(refused !== undefined && { refused }) }]
    })
  }

  async #named(change: PolicyChangeDto): Promise<PolicyChangeDto> {
    const handle = (await this.accounts.byIdentifier(change.did))?.handle
    return { ...change, ...(handle !== undefined && { handle }) }
  }
}

function shown({ role, domain }: HeldRole) {
  return { role, ...(domain !== undefined && { domain }) }
}
