import { Body, Get, Param, Post } from '@nestjs/common'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { type Administrator, By } from '../access/administrator.js'
import { listOf } from '../api/api.dto.js'
import { ListParam, type ListQuery } from '../api/list-query.js'
import {
  GuidedMigrationDto,
  MadeMigrationsDto,
  NewMigrationsDto,
  ResentMigrationDto,
  RollbackDto,
} from './guided-migrations.dto.js'
import { GUIDED_LIST, GuidedMigrations } from './guided-migrations.js'
import { MigrationHelp } from './migration-help.js'
import { MigrationOrders } from './migration-orders.js'
import { MoveRows } from './move-rows.js'

/** Moves that the organization starts. */
@AdminController('migrations', 'Migrations')
export class GuidedMigrationsController {
  constructor(
    private readonly migrations: GuidedMigrations,
    private readonly rows: MoveRows,
    private readonly orders: MigrationOrders,
    private readonly help: MigrationHelp,
  ) {}

  @Get('invited')
  @AdminRoute('invites.view', {
    summary: 'Lists moves to here that people were invited to',
    answers: listOf(GuidedMigrationDto),
    list: GUIDED_LIST,
    personal: true,
  })
  listInvited(@ListParam(GUIDED_LIST) query: ListQuery, @By() { grants }: Administrator) {
    return this.migrations.list(query, grants)
  }

  @Post()
  @AdminRoute('invites.create', {
    summary:
      'Invites people to move their accounts here, or lets a member leave (which takes accounts.offboard)',
    answers: MadeMigrationsDto,
    problems: ['not_found', 'outranked', 'step_up_required', 'migration_not_ready'],
  })
  async createMigrations(
    @Body() wanted: NewMigrationsDto,
    @By() by: Administrator,
  ): Promise<MadeMigrationsDto> {
    const rows = await this.rows.read(wanted)
    const isOut = wanted.direction === 'out'
    return {
      data: await (isOut ? this.orders.letLeave(rows, wanted, by) : this.orders.invite(rows, wanted, by)),
    }
  }

  @Post(':id/retry')
  @AdminRoute('invites.create', {
    summary: 'Takes a move up again that has failed, where it stopped',
    answers: GuidedMigrationDto,
    problems: ['not_found', 'migration_not_ready'],
  })
  async retryMigration(@Param('id') id: string, @By() by: Administrator): Promise<GuidedMigrationDto> {
    return this.migrations.view(await this.help.retry(id, by), by.grants)
  }

  @Post(':id/resend')
  @AdminRoute('invites.create', {
    summary: 'Sends another link to somebody who moves here; the former one leads nowhere any more',
    answers: ResentMigrationDto,
    problems: ['not_found', 'migration_not_ready'],
  })
  async resendMigration(@Param('id') id: string, @By() by: Administrator): Promise<ResentMigrationDto> {
    const { move, url } = await this.help.resend(id, by)
    return { invitation: this.migrations.view(move, by.grants), ...(url !== undefined && { url }) }
  }

  @Post(':id/rollback')
  @AdminRoute('invites.revoke', {
    summary: 'Takes a move back while the account is at home at the old server; or an invitation',
    answers: GuidedMigrationDto,
    problems: ['not_found', 'migration_not_ready', 'migration_past_return'],
    fresh: true,
  })
  async rollBackMigration(
    @Param('id') id: string,
    @Body() { reason }: RollbackDto,
    @By() by: Administrator,
  ): Promise<GuidedMigrationDto> {
    return this.migrations.view(await this.help.takeBack(id, reason, by), by.grants)
  }
}
