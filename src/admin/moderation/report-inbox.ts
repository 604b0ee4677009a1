import { Injectable } from '@nestjs/common'
import { isAtUri, isDid, splitAtUri } from '@guildhall/syntax'
import {
  OzoneLinks,
  type Report,
  type ReportFilter,
  REPORT_STATES,
  Reports,
  type ReportState,
  reportStateOf,
  type ReportSubject,
} from '../../moderation/index.js'
import type { Administrator } from '../access/administrator.js'
import { InvalidCursor, InvalidFields, NotThere } from '../admin.errors.js'
import type { ListDto } from '../api/api.dto.js'
import { listAndCount, pageOf } from '../api/list-page.js'
import type { ListOptions, ListQuery } from '../api/list-query.js'
import type { ReportDto } from './moderation.dto.js'

/** What may be asked of the inbox. */
export const REPORT_LIST: ListOptions = {
  sorts: ['-createdAt'],
  filters: { state: REPORT_STATES, subject: 'text' },
}

/** The inbox of moderators, as they see it. */
@Injectable()
export class ReportInbox {
  constructor(
    private readonly reports: Reports,
    private readonly ozone: OzoneLinks,
  ) {}

  /** The page of reports that is asked for. @throws {InvalidCursor | InvalidFields} */
  async list(query: ListQuery): Promise<ListDto<ReportDto>> {
    const { state, subject } = query.filters
    const filter: ReportFilter = {
      state: state as ReportState | undefined,
      subject: subject === undefined ? undefined : subjectIn(subject),
    }
    const { cursor, size, descending, backwards } = query
    const position = { id: cursor && idOf(cursor.id), ascending: descending === backwards }
    const { found, count } = await listAndCount(
      query,
      () => this.reports.page(filter, position, size + 1),
      () => this.reports.countOf(filter),
    )
    return pageOf(query, {
      found,
      count,
      placeOf: ({ id }) => ({ value: '', id: String(id) }),
      show: (report) => this.#view(report),
    })
  }

  /** @throws {NotThere} */
  async find(id: string): Promise<ReportDto> {
    const report = /^\d{1,15}$/.test(id) ? await this.reports.find(Number(id)) : undefined
    if (!report) throw new NotThere('report')
    return this.#view(report)
  }

  /** Settles a report. @throws {NotThere | ReportResolved} */
  async resolve(id: string, reason: string, { agent }: Administrator): Promise<ReportDto> {
    const { id: number } = await this.find(id)
    await this.reports.resolve(number, { actor: agent.id ?? agent.type, reason }, agent)
    return this.find(id)
  }

  #view(report: Report): ReportDto {
    const ozoneUrl = this.ozone.to(report.content)
    return { ...reportView(report), ...(ozoneUrl !== undefined && { ozoneUrl }) }
  }
}

/** An account by its DID, or a record by its URI. @throws {InvalidFields} */
function subjectIn(text: string): ReportSubject {
  if (isDid(text)) return { did: text }
  const did = isAtUri(text) ? splitAtUri(text).authority : ''
  if (isDid(did)) return { did, uri: text }
  throw new InvalidFields([
    { at: 'filter[subject]', message: 'must be a DID, or the URI of a record by DID' },
  ])
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
