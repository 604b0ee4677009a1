import { Get, Param, StreamableFile } from '@nestjs/common'
import { ApiProduces } from '@nestjs/swagger'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { type Administrator, By } from '../access/administrator.js'
import { ACCOUNT_LIST } from '../accounts/account-search.js'
import { listOf } from '../api/api.dto.js'
import { ListParam, type ListQuery } from '../api/list-query.js'
import { AccountsFile } from './accounts-file.js'
import { CSV } from './bulk-file.js'
import { BULK_LIST, BulkViews, ROW_LIST } from './bulk-views.js'
import { BulkJobDto, BulkRowDto } from './bulk.dto.js'

const CSV_TYPE = `${CSV}; charset=utf-8`
const PROBLEMS = ['not_found']

/** What is done to many accounts, and files of them. */
@AdminController('', 'Bulk work')
export class BulkJobsController {
  constructor(
    private readonly views: BulkViews,
    private readonly accounts: AccountsFile,
  ) {}

  @Get('bulk')
  @AdminRoute('accounts.bulk', { summary: 'Lists bulk jobs', answers: listOf(BulkJobDto), list: BULK_LIST })
  listBulkJobs(@ListParam(BULK_LIST) query: ListQuery, @By() by: Administrator) {
    return this.views.list(query, by)
  }

  @Get('bulk/:job')
  @AdminRoute('accounts.bulk', {
    summary: 'Shows a bulk job and how far it is',
    answers: BulkJobDto,
    problems: PROBLEMS,
  })
  async getBulkJob(@Param('job') job: string, @By() by: Administrator): Promise<BulkJobDto> {
    return this.views.view(await this.views.find(job, by))
  }

  @Get('bulk/:job/rows')
  @AdminRoute('accounts.bulk', {
    summary: 'Lists rows of a bulk job, and what became of them',
    answers: listOf(BulkRowDto),
    list: ROW_LIST,
    personal: true,
    problems: PROBLEMS,
  })
  listBulkRows(@Param('job') job: string, @ListParam(ROW_LIST) query: ListQuery, @By() by: Administrator) {
    return this.views.rows(job, query, by)
  }

  @Get('bulk/:job/results.csv')
  @ApiProduces(CSV)
  @AdminRoute('accounts.bulk', {
    summary: 'All rows of a bulk job and what became of them, as CSV',
    answers: String,
    personal: true,
    problems: PROBLEMS,
  })
  async getBulkResults(@Param('job') job: string, @By() by: Administrator): Promise<StreamableFile> {
    const found = await this.views.find(job, by)
    const disposition = named(`bulk-${found.id}`)
    return new StreamableFile(this.views.results(found), { type: CSV_TYPE, disposition })
  }

  @Get('accounts.csv')
  @ApiProduces(CSV)
  @AdminRoute('accounts.export', {
    summary: 'All accounts of a filter, as CSV, the oldest first',
    answers: String,
    list: ACCOUNT_LIST,
    personal: true,
    fresh: true,
  })
  exportAccounts(@ListParam(ACCOUNT_LIST) query: ListQuery, @By() by: Administrator): StreamableFile {
    return new StreamableFile(this.accounts.stream(query, by), {
      type: CSV_TYPE,
      disposition: named('accounts'),
    })
  }
}

function named(name: string): string {
  return `attachment; filename="${name}.csv"`
}
