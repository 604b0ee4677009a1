import { api, dataOf } from '../api/client'
import { filtersOf, pageOf } from '../list/list-query'
import type { Search } from '../list/search'

/** What the audit is narrowed by, as the address and the server call it. */
export const AUDIT_FILTERS = 'actor actorType onBehalfOf action target outcome requestId from to'.split(' ')

/** A page of the audit, the latest entries first. */
export function loadAudit(search: Search) {
  return dataOf(
    api.GET('/admin/v1/audit', {
      params: { query: { ...pageOf(search), ...filtersOf(search, AUDIT_FILTERS) } },
    }),
  )
}
