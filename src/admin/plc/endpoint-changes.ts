import { Injectable } from '@nestjs/common'
import { isPlcDid } from '@guildhall/identity'
import { type AccountFilter, AccountListStore, type ListedAccount } from '../../account/index.js'
import type { Agent } from '../../audit/index.js'
import type { Queryable } from '../../database/index.js'
import { Grants } from '../../roles/index.js'
import type { Administrator } from '../access/administrator.js'
import { ACCOUNT_LIST, AccountSearch } from '../accounts/account-search.js'
import { InvalidFields, PermissionDenied } from '../admin.errors.js'
import { readListQuery } from '../api/list-query.js'
import type { Approval } from '../approvals/approval.store.js'
import type { ApprovalDto } from '../approvals/approvals.dto.js'
import { GraveDeed } from '../approvals/grave-deed.js'
import { SecondOpinion } from '../approvals/second-opinion.js'
import type { BulkJob } from '../bulk/bulk-job.js'
import { BulkStart } from '../bulk/bulk-start.js'
import type { EndpointChangesDto } from './plc.dto.js'

/** Accounts read at a time. */
const BATCH = 1_000
const PERMISSIONS = ['accounts.keys', 'accounts.bulk'] as const

/** Filters of the list of accounts, by their names. */
type Filters = Readonly<Record<string, string>>

/** Lets the identities of many accounts name this server by its present address, for instance after it has got another. */
@Injectable()
export class EndpointChanges extends GraveDeed {
  override readonly action = 'plc.changeEndpoints'

  constructor(
    private readonly search: AccountSearch,
    private readonly accounts: AccountListStore,
    private readonly start: BulkStart,
    private readonly second: SecondOpinion,
  ) {
    super()
  }

  /**
   * Begins it, or asks for it where that takes two people; to try it takes one.
   * @throws {PermissionDenied | InvalidFields}
   */
  async order(
    { filter = {}, dryRun = false, reason }: EndpointChangesDto,
    by: Administrator,
  ): Promise<{ job: BulkJob } | { asked: ApprovalDto }> {
    assertHas(by.grants)
    const dids = await this.#found(filter, by.grants)
    if (dids.length === 0) throw new InvalidFields([{ at: '/filter', message: 'finds no account' }])
    if (!dryRun && (await this.second.isNeeded())) {
      const target = { type: 'accounts', id: `${dids.length} accounts` }
      return {
        asked: await this.second.ask({ action: this.action, target, payload: { filter }, reason }, by),
      }
    }
    return { job: await this.#begin(dids, { dryRun, reason }, by) }
  }

  override async assertMay({ grants }: Administrator): Promise<void> {
    assertHas(grants)
  }

  /** All accounts that there are by then. What whoever agrees may do decides on each of them. */
  override async perform(
    { payload, reason }: Approval,
    agent: Agent,
    settle: (tx: Queryable) => Promise<void>,
    grants: Grants,
  ): Promise<void> {
    const dids = await this.#found((payload as { filter: Filters }).filter, grants)
    await this.#begin(dids, { dryRun: false, reason }, { agent, grants }, settle)
  }

  #begin(
    dids: readonly string[],
    { dryRun, reason }: { readonly dryRun: boolean; readonly reason: string | undefined },
    { agent, grants }: Pick<Administrator, 'agent' | 'grants'>,
    settle?: (tx: Queryable) => Promise<void>,
  ): Promise<BulkJob> {
    const options = { kind: 'identities', change: 'changeEndpoint' } as const
    const rows = dids.map((did) => ({ input: { did } }))
    return this.start.begin({ options, dryRun, reason, rows }, { agent, grants: grants.toJSON() }, settle)
  }

  /** Those of a filter whose identity is in the directory: a did:web of ours is as its document is served. */
  async #found(filters: Filters, grants: Grants): Promise<string[]> {
    const given = Object.entries(filters).map(([name, value]) => [`filter[${name}]`, value] as const)
    const query = readListQuery(Object.fromEntries(given), ACCOUNT_LIST)
    const filter: AccountFilter = this.search.filterOf(query, 'accounts.keys', grants)
    const dids: string[] = []
    let after: ListedAccount['place'] | undefined
    do {
      const slice = { sort: 'createdAt', descending: false, after, limit: BATCH } as const
      const found = await this.accounts.list(filter, slice)
      dids.push(...found.map(({ account }) => account.did).filter(isPlcDid))
      after = found.length === BATCH ? found.at(-1)!.place : undefined
    } while (after)
    return dids
  }
}

function assertHas(grants: Grants): void {
  for (const permission of PERMISSIONS) if (!grants.has(permission)) throw new PermissionDenied(permission)
}
