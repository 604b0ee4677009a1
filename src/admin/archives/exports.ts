import { Injectable } from '@nestjs/common'
import type { Readable } from 'node:stream'
import type { Administrator } from '../access/administrator.js'
import { AccountAccess } from '../accounts/account-access.js'
import { InvalidFields, NotThere } from '../admin.errors.js'
import type { ListDto } from '../api/api.dto.js'
import { listAndCount, pageOf, sliceOf } from '../api/list-page.js'
import type { ListOptions, ListQuery } from '../api/list-query.js'
import { JobStart } from '../jobs/job-start.js'
import type { LongJobDto } from '../jobs/long-jobs.dto.js'
import type { Archive } from './archive.js'
import { ArchiveDownloads } from './archive-downloads.js'
import { ARCHIVE, type ArchiveWish } from './archive-making.js'
import { ArchiveRequests } from './archive-requests.js'
import { ArchiveStore } from './archive.store.js'
import type { ExportDto, NewExportDto } from './exports.dto.js'

/** What may be asked of the list of archives. */
export const EXPORT_LIST: ListOptions = {
  sorts: ['-createdAt'],
  filters: { did: 'text', kind: ['export', 'hold'] },
}

/** All that is known of a member, for the member; and what is kept of those that are held. */
@Injectable()
export class Exports {
  constructor(
    private readonly access: AccountAccess,
    private readonly store: ArchiveStore,
    private readonly requests: ArchiveRequests,
    private readonly jobs: JobStart,
    private readonly downloads: ArchiveDownloads,
  ) {}

  /** Begins an export, or the archive of a hold. @throws {NotThere} */
  async begin({ did, include, tell }: NewExportDto, by: Administrator, holdId?: string): Promise<LongJobDto> {
    const account = await this.access.look(by, holdId === undefined ? 'accounts.export' : 'holds.place', did)
    const kind = holdId === undefined ? 'export' : 'hold'
    const requestedBy = by.agent.id ?? by.agent.type
    const wanted = { did: account.did, kind, holdId, include, requestedBy } as const
    return this.jobs.start(by, {
      kind: ARCHIVE,
      input: { tell } satisfies ArchiveWish,
      deed: {
        action: `account.${kind === 'export' ? 'export' : 'archive'}`,
        target: { type: 'account', id: did },
      },
      also: (tx, id) => this.requests.note(tx, id, wanted),
    })
  }

  /**
   * The page of archives that is asked for. Whoever may not export everybody has to say whom they mean.
   * @throws {InvalidFields | NotThere}
   */
  async list(query: ListQuery, by: Administrator): Promise<ListDto<ExportDto>> {
    const { did, kind } = query.filters
    if (by.grants.reach('accounts.export') !== 'everything') {
      if (did === undefined) throw new InvalidFields([{ at: 'filter[did]', message: 'must name an account' }])
      await this.access.look(by, 'accounts.export', did)
    }
    const { found, count } = await listAndCount(
      query,
      () => this.store.list({ did, kind }, sliceOf(query)),
      () => this.store.count({ did, kind }),
    )
    return pageOf(query, { found, count, placeOf: ({ id }) => ({ value: '', id }), show: exportView })
  }

  /** An archive within reach: of holds, for whoever may place them. @throws {NotThere} */
  async find(id: string, by: Administrator): Promise<Archive> {
    const archive = await this.store.find(id)
    if (!archive) throw new NotThere('archive')
    if (archive.kind === 'hold' && !by.grants.has('holds.place')) throw new NotThere('archive')
    await this.access.look(by, 'accounts.export', archive.did)
    return archive
  }

  /** @throws {NotThere} if it is not there (any more), or was downloaded */
  async download(id: string, by: Administrator): Promise<{ archive: Archive; bytes: Readable }> {
    const archive = await this.find(id, by)
    return { archive, bytes: await this.downloads.open(archive) }
  }
}

/** An archive as it is shown. */
export function exportView(archive: Archive): ExportDto {
  const { id, did, kind, holdId, include, requestedBy, createdAt, madeAt, expiresAt, downloadedAt, stored } =
    archive
  return {
    ...{ id, did, kind, include: [...include], requestedBy, createdAt: createdAt.toISOString() },
    available: stored !== undefined && (kind === 'hold' || downloadedAt === undefined),
    ...(holdId !== undefined && { hold: holdId }),
    ...(stored && { size: stored.size }),
    ...(madeAt && { madeAt: madeAt.toISOString() }),
    ...(expiresAt && { expiresAt: expiresAt.toISOString() }),
    ...(downloadedAt && { downloadedAt: downloadedAt.toISOString() }),
  }
}
