import { Get, Param } from '@nestjs/common'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { type Administrator, By } from '../access/administrator.js'
import { AccountAccess } from '../accounts/account-access.js'
import { listOf } from '../api/api.dto.js'
import { ListParam, type ListQuery } from '../api/list-query.js'
import { GuidedMigrations } from './guided-migrations.js'
import { MigrationDetailsDto } from './migration-details.dto.js'
import { MIGRATION_LIST, Migrations } from './migrations.js'
import { MigrationDto } from './migrations.dto.js'

/** Accounts that move here, and those that have moved away. */
@AdminController('migrations', 'Migrations')
export class MigrationsController {
  constructor(
    private readonly migrations: Migrations,
    private readonly guided: GuidedMigrations,
    private readonly access: AccountAccess,
  ) {}

  @Get()
  @AdminRoute('accounts.view', {
    summary: 'Lists accounts that move here or have moved away, by what is known without asking anybody',
    answers: listOf(MigrationDto),
    list: MIGRATION_LIST,
    personal: true,
  })
  listMigrations(@ListParam(MIGRATION_LIST) query: ListQuery, @By() by: Administrator) {
    return this.migrations.list(query, by)
  }

  @Get(':id')
  @AdminRoute('accounts.view', {
    summary:
      'Shows how far an account is that moves, by its DID, after its identity was asked about; or a move that somebody was invited to, by its id',
    answers: MigrationDetailsDto,
    personal: true,
    problems: ['not_found'],
  })
  async getMigration(@Param('id') id: string, @By() by: Administrator): Promise<MigrationDetailsDto> {
    const move = by.grants.has('invites.view') ? await this.guided.find(id) : undefined
    if (move) return this.guided.details(move, by.grants)
    const found = await this.migrations.find(await this.access.look(by, 'accounts.view', id))
    const invitation = await this.guided.ofAccount(id, by.grants)
    return { ...found, ...(invitation && { invitation }) }
  }
}
