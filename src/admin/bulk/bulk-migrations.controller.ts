import { Body, Post, Query } from '@nestjs/common'
import { ApiBody, ApiConsumes } from '@nestjs/swagger'
import type { TextBody } from '../../http/index.js'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { type Administrator, By } from '../access/administrator.js'
import { PermissionDenied } from '../admin.errors.js'
import { ACCEPTED } from '../jobs/job-location.interceptor.js'
import { MoveRows } from '../migrations/move-rows.js'
import { CSV } from './bulk-file.js'
import { BulkStart } from './bulk-start.js'
import { BulkViews } from './bulk-views.js'
import { BulkJobDto, BulkMigrationsQueryDto } from './bulk.dto.js'

const FILE_BYTES_MAX = 5 * 1024 * 1024
/** Accounts in one file. */
const ROWS_MAX = 10_000

/** Many people are invited to move their accounts here. */
@AdminController('bulk/migrations', 'Bulk work')
export class BulkMigrationsController {
  constructor(
    private readonly files: MoveRows,
    private readonly start: BulkStart,
    private readonly views: BulkViews,
  ) {}

  @Post()
  @ApiConsumes(CSV)
  @ApiBody({
    schema: { type: 'string' },
    description: 'Columns: account (a DID or a handle), email, handle.',
  })
  @AdminRoute('accounts.bulk', {
    summary: 'Invites the people of a file to move their accounts here; takes invites.create as well',
    answers: BulkJobDto,
    status: ACCEPTED,
    fresh: true,
    text: { types: [CSV], bytesMax: FILE_BYTES_MAX },
    problems: ['unsupported_media_type', 'malformed_body', 'body_too_large'],
  })
  async inviteToMigrate(
    @Body() { text }: TextBody,
    @Query() { language = 'en', dryRun, reason }: BulkMigrationsQueryDto,
    @By() { agent, grants }: Administrator,
  ): Promise<BulkJobDto> {
    if (!grants.has('invites.create')) throw new PermissionDenied('invites.create')
    const rows = (await this.files.readFile(text, ROWS_MAX)).map((input) => ({ input }))
    const wanted = {
      options: { kind: 'migrations', language } as const,
      dryRun: dryRun === 'true',
      reason,
      rows,
    }
    return this.views.view(await this.start.begin(wanted, { agent, grants: grants.toJSON() }))
  }
}
