import { api, dataOf } from '../api/client'
import { filtersOf, pageOf } from '../list/list-query'
import type { Search } from '../list/search'

const FILTERS = ['actor', 'action', 'target', 'outcome', 'requestId', 'from', 'to']

/** A page of the audit, the latest entries first. */
export function loadAudit(search: Search) {
  return dataOf(
    api.GET('/admin/v1/audit', { params: { query: { ...pageOf(search), ...filtersOf(search, FILTERS) } } }),
  )
}
