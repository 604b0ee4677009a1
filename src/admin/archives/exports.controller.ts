import { Body, Get, Param, Post, StreamableFile } from '@nestjs/common'
import { ApiProduces } from '@nestjs/swagger'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { type Administrator, By } from '../access/administrator.js'
import { listOf } from '../api/api.dto.js'
import { ListParam, type ListQuery } from '../api/list-query.js'
import { LongJobDto } from '../jobs/long-jobs.dto.js'
import { EXPORT_LIST, Exports, exportView } from './exports.js'
import { ExportDto, NewExportDto } from './exports.dto.js'

const ACCEPTED = 202
const TAR = 'application/x-tar'
const PROBLEMS = ['not_found']

/** All that is known of members, in one file each. */
@AdminController('exports', 'Exports')
export class ExportsController {
  constructor(private readonly exports: Exports) {}

  @Get()
  @AdminRoute('accounts.export', {
    summary: 'Lists exports, and archives of accounts that are held',
    answers: listOf(ExportDto),
    list: EXPORT_LIST,
    personal: true,
  })
  listExports(@ListParam(EXPORT_LIST) query: ListQuery, @By() by: Administrator) {
    return this.exports.list(query, by)
  }

  @Post()
  @AdminRoute('accounts.export', {
    summary: 'Begins to export all that is known of a member',
    answers: LongJobDto,
    status: ACCEPTED,
    fresh: true,
    problems: PROBLEMS,
  })
  createExport(@Body() wanted: NewExportDto, @By() by: Administrator): Promise<LongJobDto> {
    return this.exports.begin(wanted, by)
  }

  @Get(':id')
  @AdminRoute('accounts.export', { summary: 'Shows an export', answers: ExportDto, problems: PROBLEMS })
  async getExport(@Param('id') id: string, @By() by: Administrator): Promise<ExportDto> {
    return exportView(await this.exports.find(id, by))
  }

  @Get(':id/download')
  @ApiProduces(TAR)
  @AdminRoute('accounts.export', {
    summary: 'Downloads an export, once within a day; archives of holds as often as one likes',
    answers: String,
    fresh: true,
    personal: true,
    problems: PROBLEMS,
  })
  async downloadExport(@Param('id') id: string, @By() by: Administrator): Promise<StreamableFile> {
    const { archive, bytes } = await this.exports.download(id, by)
    const name = archive.did.replace(/[^A-Za-z0-9.-]/g, '-')
    return new StreamableFile(bytes, { type: TAR, disposition: `attachment; filename="${name}.tar"` })
  }
}
