import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { UnitOfWork } from '../database/index.js'
import { Clock } from '../telemetry/index.js'
import type { AdministrativeStep } from './administrative-step.js'
import { InvalidInviteQuery, UnknownAccount } from './account.errors.js'
import { Accounts } from './accounts.js'
import { INVITE_ADMIN, type InviteCode } from './invite-code.js'
import { InviteStore } from './invite.store.js'

const CURSOR = /^(\d{1,15})::(\d{1,18})$/

/** All invite codes, as administrators see and manage them. */
@Injectable()
export class InviteLedger {
  constructor(
    private readonly store: InviteStore,
    private readonly accounts: Accounts,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * A page of all codes; `cursor` is absent on the last one.
   * @throws {InvalidInviteQuery}
   */
  async page(
    sort: string,
    limit: number,
    cursor: string | undefined,
  ): Promise<{ codes: InviteCode[]; cursor?: string }> {
    if (sort !== 'recent' && sort !== 'usage') throw new InvalidInviteQuery(`unknown sort method: ${sort}`)
    const found = await this.store.page(sort, limit + 1, cursor === undefined ? undefined : parse(cursor))
    const codes = found.slice(0, limit)
    const last = codes[codes.length - 1]
    return { codes, ...(found.length > limit && last && { cursor: `${last.place}::${last.id}` }) }
  }

  async has(code: string): Promise<boolean> {
    return (await this.store.find(code)) !== undefined
  }

  /**
   * Switches codes off: these, and all that were given to these accounts.
   * @throws {InvalidInviteQuery} for the codes of administrators as a whole
   */
  async disable(
    codes: readonly string[],
    accounts: readonly string[],
    step: AdministrativeStep,
  ): Promise<void> {
    if (accounts.includes(INVITE_ADMIN)) throw new InvalidInviteQuery('cannot disable admin invite codes')
    await this.work.run(async (tx) => {
      await this.store.disable(tx, codes, accounts, new Date(this.clock.nowMs()))
      await step(tx)
    })
  }

  /** Says whether an account may earn codes. @throws {UnknownAccount} */
  async allow(did: Did, isAllowed: boolean, step: AdministrativeStep): Promise<void> {
    await this.work.run(async (tx) => {
      const found = await this.accounts.change(tx, did, { invitesDisabled: !isAllowed })
      if (!found) throw new UnknownAccount('AccountNotFound', 'Account not found')
      await step(tx)
    })
    this.accounts.changed(did)
  }
}

function parse(cursor: string): { key: number; id: string } {
  const [, key, id] = CURSOR.exec(cursor) ?? []
  if (key === undefined || id === undefined) throw new InvalidInviteQuery('Malformed cursor')
  return { key: Number(key), id }
}
