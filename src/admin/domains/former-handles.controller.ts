import { Delete, Get, Param } from '@nestjs/common'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { type Administrator, By } from '../access/administrator.js'
import { listOf } from '../api/api.dto.js'
import { ListParam, type ListQuery } from '../api/list-query.js'
import { FormerHandleDto } from './former-handles.dto.js'
import { FORMER_HANDLE_LIST, HandleReleases } from './handle-releases.js'

/** Handles that are kept for whoever has given them up. */
@AdminController('handles/former', 'Domains')
export class FormerHandlesController {
  constructor(private readonly releases: HandleReleases) {}

  @Get()
  @AdminRoute('domains.view', {
    summary: 'Lists handles that are kept for whoever has given them up',
    answers: listOf(FormerHandleDto),
    list: FORMER_HANDLE_LIST,
  })
  listFormerHandles(@ListParam(FORMER_HANDLE_LIST) query: ListQuery) {
    return this.releases.list(query)
  }

  @Delete(':handle')
  @AdminRoute('handles.override', {
    summary: 'Lets others have a handle that somebody has given up',
    problems: ['not_found'],
  })
  releaseHandle(@Param('handle') handle: string, @By() by: Administrator): Promise<void> {
    return this.releases.release(handle, by)
  }
}
