import { Injectable } from '@nestjs/common'
import { ServiceConfig } from '../config/index.js'
import { type Queryable, UnitOfWork } from '../database/index.js'
import { Clock, Random } from '../telemetry/index.js'
import type { AdministrativeStep } from './administrative-step.js'
import { InvalidInviteOrder } from './account.errors.js'
import { INVITE_ADMIN, type InviteMaker } from './invite-code.js'
import { InviteStore, type NewInviteCodes } from './invite.store.js'
import type { InviteTerms } from './invitations/invite-terms.js'
import { base32Groups } from './readable-secret.js'

const GROUPS = [5, 5]
/** Of codes that give a role: what others are shown of one is never enough to guess the rest. */
const GRAVE_GROUPS = [5, 15]

/** Uses of a code; as many as the column can count. */
const USES_MAX = 2_147_483_647
/** Codes made by one call. */
const CODES_MAX = 10_000

/** The codes made for one account. */
export interface AccountInviteCodes {
  account: string
  codes: string[]
}

/** Codes that are wanted. */
export interface InviteOrderForm {
  /** codes for each account */
  readonly codeCount: number
  /** uses of each code */
  readonly useCount: number
  /** DIDs; none: for nobody in particular */
  readonly accounts?: readonly string[]
  readonly terms?: InviteTerms | undefined
  readonly maker?: InviteMaker | undefined
}

/** Codes that are alike, and how many of them. */
type NewBatch = Omit<NewInviteCodes, 'codes' | 'createdBy' | 'createdAt'> & { readonly count: number }

/** Makes invite codes: who has one may sign up while sign-up is not open to everybody. */
@Injectable()
export class Invites {
  constructor(
    private readonly store: InviteStore,
    private readonly work: UnitOfWork,
    private readonly config: ServiceConfig,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /**
   * Makes codes as an administrator.
   * @param order `codeCount` codes of `useCount` uses for each of `accounts`, or for nobody in particular
   * @param step more work for the transaction that adds them, done last
   * @throws {InvalidInviteOrder} if that makes none, or too many
   */
  async create(order: InviteOrderForm, step?: AdministrativeStep): Promise<AccountInviteCodes[]> {
    const accounts = order.accounts?.length ? order.accounts : [INVITE_ADMIN]
    if (!isWithin(order.useCount, USES_MAX)) throw new InvalidInviteOrder('useCount', USES_MAX)
    const codesMax = Math.floor(CODES_MAX / accounts.length)
    if (!isWithin(order.codeCount, codesMax)) throw new InvalidInviteOrder('codeCount', codesMax)
    const { codeCount: count, useCount: uses, terms, maker } = order
    return this.work.run(async (tx) => {
      const made: AccountInviteCodes[] = []
      for (const account of accounts) {
        const codes = await this.issue(tx, { count, uses, forAccount: account, terms, maker })
        made.push({ account, codes })
      }
      await step?.(tx)
      return made
    })
  }

  /** Adds codes that are alike inside the caller's transaction. */
  async issue(tx: Queryable, { count, ...more }: NewBatch): Promise<string[]> {
    const groups = more.terms?.role ? GRAVE_GROUPS : GROUPS
    const codes = Array.from({ length: count }, () => this.newCode(groups))
    await this.store.add(tx, { codes, createdBy: INVITE_ADMIN, createdAt: this.now(), ...more })
    return codes
  }

  /** A code that nobody has yet. */
  newCode(groups = GROUPS): string {
    const host = this.config.hostname.replaceAll('.', '-')
    const length = groups.reduce((sum, size) => sum + size)
    return `${host}-${base32Groups(groups, this.random.bytes(length))}`
  }

  /** By which codes are judged. */
  now(): Date {
    return new Date(this.clock.nowMs())
  }
}

function isWithin(count: number, max: number): boolean {
  return count >= 1 && count <= max
}
