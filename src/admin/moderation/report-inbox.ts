import { Injectable } from '@nestjs/common'
import {
  type Report,
  REPORT_STATES,
  Reports,
  reportStateOf,
  type ReportState,
} from '../../moderation/index.js'
import type { Administrator } from '../access/administrator.js'
import { InvalidCursor, NotThere } from '../admin.errors.js'
import type { ListDto } from '../api/api.dto.js'
import { listAndCount, pageOf } from '../api/list-page.js'
import type { ListOptions, ListQuery } from '../api/list-query.js'
import type { ReportDto } from './moderation.dto.js'

/** What may be asked of the inbox. */
export const REPORT_LIST: ListOptions = { sorts: ['-createdAt'], filters: { state: REPORT_STATES } }

/** The inbox of moderators, as they see it. */
@Injectable()
export class ReportInbox {
  constructor(private readonly reports: Reports) {}

  /** The page of reports that is asked for; open ones unless others are. */
  async list(query: ListQuery): Promise<ListDto<ReportDto>> {
    const state = (query.filters.state ?? 'open') as ReportState
    const { cursor, size, descending, backwards } = query
    const position = { id: cursor && idOf(cursor.id), ascending: descending === backwards }
    const { found, count } = await listAndCount(
      query,
      () => this.reports.page(state, position, size + 1),
      async () => (await this.reports.count())[state],
    )
    return pageOf(query, {
      found,
      count,
      placeOf: ({ id }) => ({ value: '', id: String(id) }),
      show: reportView,
    })
  }

  /** @throws {NotThere} */
  async find(id: string): Promise<ReportDto> {
    const report = /^\d{1,15}$/.test(id) ? await this.reports.find(Number(id)) : undefined
    if (!report) throw new NotThere('report')
    return reportView(report)
  }

  /** Settles a report. @throws {NotThere | ReportResolved} */
  async resolve(id: string, reason: string, { agent }: Administrator): Promise<ReportDto> {
    const { id: number } = await this.find(id)
    await this.reports.resolve(number, { actor: agent.id ?? agent.type, reason }, agent)
    return this.find(id)
  }
}

function idOf(text: string): number {
  const id = Number(text)
  if (!/^\d{1,15}$/.test(text)) throw new InvalidCursor()
  return id
}

function reportView(report: Report): ReportDto {
  const { id, reporter, content, createdAt, forwarding, forwardTo, resolution } = report
  const { reasonType, reason, subject } = content
  return {
    ...{ id, state: reportStateOf(report), reasonType, subject, forwarding },
    ...(reporter !== undefined && { reporter }),
    ...(reason !== undefined && { reason }),
    createdAt: createdAt.toISOString(),
    ...(forwardTo !== undefined && { forwardTo }),
    ...(resolution && { resolution: { ...resolution, at: resolution.at.toISOString() } }),
  }
}
