import { api, dataOf } from '../api/client'
import { filtersOf, pageOf } from '../list/list-query'
import type { Search } from '../list/search'

/** A page of the inbox. */
export function loadReports(search: Search) {
  const query = { ...pageOf(search), ...filtersOf(search, ['state', 'subject']) }
  return dataOf(api.GET('/admin/v1/reports', { params: { query } }))
}
