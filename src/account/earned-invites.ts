import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { type Queryable, UnitOfWork } from '../database/index.js'
import { AccountConfig } from './account.config.js'
import { AccountNotFound } from './account.errors.js'
import type { Account } from './account.js'
import { Accounts } from './accounts.js'
import { INVITE_ADMIN, type InviteCode } from './invite-code.js'
import { InviteStore } from './invite.store.js'
import { Invites } from './invites.js'

/** Earned codes that an account may have unused at a time. */
const OPEN_MAX = 5

/** Which codes an account wants to see. */
export interface InviteWish {
  readonly includeUsed: boolean
  /** whether codes that were earned meanwhile are to be made */
  readonly createAvailable: boolean
}

/** Invite codes that accounts earn by and by, to pass on. */
@Injectable()
export class EarnedInvites {
  constructor(
    private readonly store: InviteStore,
    private readonly invites: Invites,
    private readonly accounts: Accounts,
    private readonly work: UnitOfWork,
    private readonly config: AccountConfig,
  ) {}

  /**
   * The codes of an account, the oldest first. What was earned is made once, however often it is asked for at a time.
   * @throws {AccountNotFound}
   */
  async of(did: Did, { includeUsed, createAvailable }: InviteWish, now: Date): Promise<InviteCode[]> {
    const codes = await this.work.run(async (tx) => {
      const account = await this.accounts.lock(tx, did)
      if (!account) throw new AccountNotFound()
      if (createAvailable) await this.#make(tx, account, now)
      return this.store.givenTo(tx, [did])
    })
    return includeUsed ? codes : codes.filter(({ uses, available }) => uses.length < available)
  }

  async #make(tx: Queryable, account: Account, now: Date): Promise<void> {
    const interval = this.config.inviteIntervalMs
    if (interval === undefined || account.invitesDisabled) return
    const earned = (await this.store.givenTo(tx, [account.did])).filter(
      ({ createdBy }) => createdBy !== INVITE_ADMIN,
    )
    const since = Math.max(account.createdAt.getTime(), this.config.inviteEpochMs)
    const due = Math.floor((now.getTime() - since) / interval) - earned.length
    const open = earned.filter(({ uses, available, disabled }) => !disabled && uses.length < available).length
    const count = Math.max(0, Math.min(due, OPEN_MAX - open))
    if (count === 0) return
    const codes = Array.from({ length: count }, () => this.invites.newCode())
    const { did } = account
    await this.store.add(tx, { codes, uses: 1, forAccount: did, createdBy: did, createdAt: now })
  }
}
