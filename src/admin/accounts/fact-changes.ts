import { Injectable } from '@nestjs/common'
import { Accounts } from '../../account/index.js'
import { Audit } from '../../audit/index.js'
import { UnitOfWork } from '../../database/index.js'
import type { Permission } from '../../roles/index.js'
import type { Administrator } from '../access/administrator.js'
import { NotThere } from '../admin.errors.js'
import { assertMatches } from '../api/entity-tag.js'
import { AccountAccess } from './account-access.js'
import type { MemberFactsDto } from './account-details.dto.js'
import { AccountFacts, factsView, type KnownFacts, type KnownFactsChange } from './account-facts.js'

type Changed = 'class' | 'note' | 'tags' | 'quotaBytes'

/** What a change takes, what the audit calls it, and what it says. Notes are not in it: it outlives the accounts. */
const CHANGES: Readonly<
  Record<Changed, { permission: Permission; action: string; told: (known: KnownFacts) => object }>
> = {
  class: {
    permission: 'accounts.edit',
    action: 'account.class',
    told: ({ class: kind }) => ({ class: kind }),
  },
  note: {
    permission: 'accounts.note',
    action: 'account.note',
    told: ({ note }) => ({ noteLength: note?.length ?? 0 }),
  },
  tags: { permission: 'accounts.note', action: 'account.tags', told: ({ tags = [] }) => ({ tags }) },
  quotaBytes: {
    permission: 'accounts.quota',
    action: 'account.quota',
    told: ({ quotaBytes }) => ({ quotaBytes }),
  },
}

/** Which account is to be changed, by whom, and the tag of its facts as they were seen. */
export interface FactsOrder {
  readonly did: string
  readonly by: Administrator
  readonly ifMatch: string | undefined
  readonly reason?: string | undefined
}

/** Changes what the organization knows of accounts. */
@Injectable()
export class FactChanges {
  constructor(
    private readonly access: AccountAccess,
    private readonly facts: AccountFacts,
    private readonly accounts: Accounts,
    private readonly audit: Audit,
    private readonly work: UnitOfWork,
  ) {}

  /**
   * Changes one thing; what somebody else has changed meanwhile is not overwritten.
   * @param value what is to be there, or what makes that of what is known
   * @throws {NotThere | Outranked | PreconditionFailed} and what `value` throws
   */
  async change<C extends Changed>(
    { did, by, ifMatch, reason }: FactsOrder,
    name: C,
    value: KnownFactsChange[C] | ((known: KnownFacts) => KnownFactsChange[C]),
  ): Promise<MemberFactsDto> {
    const { permission, action, told } = CHANGES[name]
    const account = await this.access.reach(by, permission, did)
    return this.work.run(async (tx) => {
      if (!(await this.accounts.lock(tx, account.did))) throw new NotThere('account')
      const former = await this.facts.of(account.did, tx)
      assertMatches(ifMatch, factsView(former, account.handle, by.grants))
      const wanted = typeof value === 'function' ? value(former) : value
      await this.facts.change(tx, account.did, { [name]: wanted })
      const known = await this.facts.of(account.did, tx)
      const target = { type: 'account', id: account.did }
      const deed = { action, target, reason, before: told(former), after: told(known) }
      await this.audit.record(tx, by.agent, deed)
      return factsView(known, account.handle, by.grants)
    })
  }
}
