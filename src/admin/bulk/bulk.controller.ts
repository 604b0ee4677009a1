import { Body, Post, Query, Res } from '@nestjs/common'
import { ApiBody, ApiConsumes } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'
import type { TextBody } from '../../http/index.js'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { type Administrator, By } from '../access/administrator.js'
import { ApprovalAnswer, answerWith } from '../approvals/approval-answer.js'
import { BulkFile, CSV, NDJSON } from './bulk-file.js'
import { BulkOrders } from './bulk-orders.js'
import { BulkStart } from './bulk-start.js'
import { BulkViews } from './bulk-views.js'
import { RowHandles } from './row-handles.js'
import { BulkAccountsQueryDto, BulkJobDto, BulkOrdersDto } from './bulk.dto.js'

const ACCEPTED = 202
const FILE_BYTES_MAX = 5 * 1024 * 1024

/** The same for many accounts. It is done in the background; `dryRun` says what would be done. */
@AdminController('bulk', 'Bulk work')
export class BulkController {
  constructor(
    private readonly files: BulkFile,
    private readonly start: BulkStart,
    private readonly orders: BulkOrders,
    private readonly views: BulkViews,
    private readonly handles: RowHandles,
  ) {}

  @Post('accounts')
  @ApiConsumes(CSV, NDJSON)
  @ApiBody({
    schema: { type: 'string' },
    description:
      'Columns: email, handle, displayName, class, role (the id or name of one, also of your own), externalId, locale. No passwords.',
  })
  @AdminRoute('accounts.bulk', {
    summary: 'Makes and changes accounts as a file has them; new members are sent how they get in',
    answers: BulkJobDto,
    status: ACCEPTED,
    fresh: true,
    text: { types: [CSV, NDJSON], bytesMax: FILE_BYTES_MAX },
    problems: ['invalid_template', 'unsupported_media_type', 'malformed_body', 'body_too_large'],
  })
  async importAccounts(
    @Body() { type, text }: TextBody,
    @Query() { mode = 'create', dryRun, reason, ...handles }: BulkAccountsQueryDto,
    @By() { agent, grants }: Administrator,
  ): Promise<BulkJobDto> {
    const rows = await this.files.read(type, text)
    const options = { kind: 'accounts', mode, handles: await this.handles.sourceOf(handles) } as const
    const wanted = { options, dryRun: dryRun === 'true', reason, rows }
    return this.views.view(await this.start.begin(wanted, { agent, grants: grants.toJSON() }))
  }

  @Post('orders')
  @ApprovalAnswer()
  @AdminRoute('accounts.bulk', {
    summary: 'Does the same to many accounts; each takes the permission that it takes alone',
    answers: BulkJobDto,
    status: ACCEPTED,
    fresh: true,
  })
  async orderMany(
    @Body() { verb, dids, dryRun = false, reason, tell, text, ...values }: BulkOrdersDto,
    @By() by: Administrator,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const begun = await this.orders.order({ verb, values, dids, dryRun, reason, tell, text }, by)
    return 'job' in begun ? this.views.view(begun.job) : answerWith(reply, begun.asked)
  }
}
