import { Injectable } from '@nestjs/common'
import { Audit } from '../../audit/index.js'
import { UnitOfWork } from '../../database/index.js'
import { FormerHandles } from '../../identity/index.js'
import type { Administrator } from '../access/administrator.js'
import { NotThere } from '../admin.errors.js'
import type { ListDto } from '../api/api.dto.js'
import { listAndCount, pageOf, sliceOf } from '../api/list-page.js'
import type { ListOptions, ListQuery } from '../api/list-query.js'
import type { FormerHandleDto } from './former-handles.dto.js'

/** What may be asked of the list of former handles. */
export const FORMER_HANDLE_LIST: ListOptions = { sorts: ['handle'] }

/** Handles that are kept for whoever has given them up, as administrators see and release them. */
@Injectable()
export class HandleReleases {
  constructor(
    private readonly former: FormerHandles,
    private readonly audit: Audit,
    private readonly work: UnitOfWork,
  ) {}

  /** The page of handles that is asked for. */
  async list(query: ListQuery): Promise<ListDto<FormerHandleDto>> {
    const { descending, limit, after } = sliceOf(query)
    const { found, count } = await listAndCount(
      query,
      () => this.former.list({ descending, limit, after: after?.id }),
      () => this.former.count(),
    )
    return pageOf(query, {
      ...{ found, count },
      placeOf: ({ handle }) => ({ value: '', id: handle }),
      show: (one) => ({
        ...{ handle: one.handle, did: one.did, givenUpAt: one.givenUpAt.toISOString() },
        keptUntil: this.former.keptUntil(one).toISOString(),
      }),
    })
  }

  /** Lets others have a handle. @throws {NotThere} if it is not kept, or not of a domain that is theirs to decide on */
  async release(wanted: string, { agent, grants }: Administrator): Promise<void> {
    const handle = wanted.toLowerCase()
    const former = grants.allows('handles.override', handle) ? await this.former.find(handle) : undefined
    if (!former) throw new NotThere('handle')
    await this.work.run(async (tx) => {
      if (!(await this.former.release(tx, handle))) throw new NotThere('handle')
      const target = { type: 'handle', id: handle }
      await this.audit.record(tx, agent, { action: 'handle.release', target, before: { did: former.did } })
    })
  }
}
