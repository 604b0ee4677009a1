import { Get } from '@nestjs/common'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { listOf } from '../api/api.dto.js'
import { ListParam, type ListQuery } from '../api/list-query.js'
import { ScimEventDto } from './directories.dto.js'
import { SCIM_EVENT_LIST, ScimEventSearch } from './scim-event-search.js'

/** What directories have asked for. */
@AdminController('sso/scim-events', 'Directories')
export class ScimEventsController {
  constructor(private readonly search: ScimEventSearch) {}

  @Get()
  @AdminRoute('directories.view', {
    summary: 'Lists what directories have asked for, and what became of it',
    answers: listOf(ScimEventDto),
    list: SCIM_EVENT_LIST,
    personal: true,
  })
  listScimEvents(@ListParam(SCIM_EVENT_LIST) query: ListQuery) {
    return this.search.list(query)
  }
}
