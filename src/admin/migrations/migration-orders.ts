import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Accounts } from '../../account/index.js'
import { type CheckedMove, MoveCheck, MoveInvitations, type WantedMove } from '../../moves/index.js'
import { Clock } from '../../telemetry/index.js'
import type { Administrator } from '../access/administrator.js'
import { assertFresh } from '../access/freshness.js'
import { AccountOffboarding } from '../accounts/account-offboarding.js'
import { OFFBOARD_DAYS } from '../accounts/accounts.dto.js'
import { InvalidFields, NotThere } from '../admin.errors.js'
import type { MadeMigrationDto, NewMigrationsDto } from './guided-migrations.dto.js'

/** Begins moves as administrators want them. */
@Injectable()
export class MigrationOrders {
  constructor(
    private readonly check: MoveCheck,
    private readonly invitations: MoveInvitations,
    private readonly offboarding: AccountOffboarding,
    private readonly accounts: Accounts,
    private readonly clock: Clock,
  ) {}

  /** Invites people, or says what is in the way. @returns what became of each, in their order @throws {MoveNotReady} */
  async invite(
    rows: readonly WantedMove[],
    { dryRun = false, language = 'en' }: Pick<NewMigrationsDto, 'dryRun' | 'language'>,
    { agent }: Administrator,
  ): Promise<MadeMigrationDto[]> {
    const found = await this.check.all(rows)
    const invitable = found.flatMap((one) => (one.ok ? [one.account] : []))
    const made = dryRun ? [] : await this.invitations.invite(invitable, language, agent)
    const ofDid = new Map(made.map((one) => [one.move.did, one]))
    return found.map((one, i) => {
      const view = checkedView(rows[i]!, one)
      const { move, url } = (one.ok && ofDid.get(one.account.did)) || {}
      return { ...view, ...(move && { id: move.id }), ...(url !== undefined && { url }) }
    })
  }

  /** Lets somebody begin to leave; in haste, only where that takes nobody else. @throws {InvalidFields | NotThere | Outranked | StepUpRequired | SecondPersonNeeded} */
  async letLeave(
    rows: readonly WantedMove[],
    { days = OFFBOARD_DAYS, reason, dryRun }: NewMigrationsDto,
    by: Administrator,
  ): Promise<MadeMigrationDto[]> {
    const [row] = rows
    if (rows.length !== 1 || dryRun)
      throw new InvalidFields([
        { at: '/accounts', message: 'must be one, and not tried, where somebody leaves' },
      ])
    assertFresh(by, this.clock.nowMs())
    const account = await this.accounts.byIdentifier(row!.account)
    if (!account) throw new NotThere('account')
    const { did, handle } = await this.offboarding.carryOut(account.did, { days, reason }, by)
    return [{ account: row!.account, did, ...(handle !== undefined && { handle }) }]
  }
}

function checkedView({ account }: WantedMove, found: CheckedMove): MadeMigrationDto {
  if (found.ok) {
    const { did, origin: pds, handle, newHandle, organization } = found.account
    return {
      ...{ account, ...placeOf({ did, pds, handle }) },
      ...(newHandle !== undefined && { newHandle }),
      ...(organization !== undefined && { organization }),
    }
  }
  const { problem, detail, found: place } = found
  return {
    ...{ account, problem },
    ...(detail !== undefined && { detail }),
    ...(place && placeOf({ did: place.did, pds: place.origin, handle: place.handle })),
  }
}

function placeOf({ did, pds, handle }: { did: Did; pds: string; handle: string | undefined }) {
  return { did, pds, ...(handle !== undefined && { handle }) }
}
