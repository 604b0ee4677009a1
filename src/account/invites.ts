import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { ServiceConfig } from '../config/index.js'
import { type Queryable, UnitOfWork } from '../database/index.js'
import { Clock, Random } from '../telemetry/index.js'
import type { AdministrativeStep } from './administrative-step.js'
import { InvalidInviteCode, InvalidInviteOrder } from './account.errors.js'
import { INVITE_ADMIN } from './invite-code.js'
import { InviteStore } from './invite.store.js'
import { base32Groups } from './readable-secret.js'

const GROUPS = [5, 5]

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
}

/** Invite codes: who may sign up while sign-up is not open to everybody. */
@Injectable()
export class Invites {
  constructor(
    private readonly store: InviteStore,
    private readonly work: UnitOfWork,
    private readonly config: ServiceConfig,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** Whether signing up takes an invite code. */
  get required(): boolean {
    return this.config.inviteRequired
  }

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
    const made = accounts.map((account) => ({
      account,
      codes: Array.from({ length: order.codeCount }, () => this.newCode()),
    }))
    const createdAt = new Date(this.clock.nowMs())
    await this.work.run(async (tx) => {
      for (const { account, codes } of made) {
        const batch = { codes, uses: order.useCount, forAccount: account, createdBy: INVITE_ADMIN, createdAt }
        await this.store.add(tx, batch)
      }
      await step?.(tx)
    })
    return made
  }

  /**
   * Refuses a sign-up early; {@link redeem} decides.
   * @throws {InvalidInviteCode} if the code could not be redeemed now
   */
  async check(code: string): Promise<void> {
    if (!(await this.store.isUsable(code))) throw notAvailable()
  }

  /**
   * Uses a code up by one, in the transaction that creates the account.
   * @throws {InvalidInviteCode}
   */
  async redeem(tx: Queryable, code: string, usedBy: Did): Promise<void> {
    const used = await this.store.redeem(tx, code, usedBy, new Date(this.clock.nowMs()))
    if (!used) throw notAvailable()
  }

  /** A code that nobody has yet. */
  newCode(): string {
    const host = this.config.hostname.replaceAll('.', '-')
    return `${host}-${base32Groups(GROUPS, this.random.bytes(10))}`
  }
}

function isWithin(count: number, max: number): boolean {
  return count >= 1 && count <= max
}

function notAvailable(): InvalidInviteCode {
  return new InvalidInviteCode('Provided invite code not available')
}
