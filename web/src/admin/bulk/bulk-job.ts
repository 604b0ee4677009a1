import { queryOptions, useQuery } from '@tanstack/react-query'
import { api, dataOf } from '../api/client'
import type { components } from '../api/generated/schema'
import { isEnded } from '../jobs/long-job'

/** Work on many accounts. */
export type BulkJob = components['schemas']['BulkJob']
export type BulkRow = components['schemas']['BulkRow']

/** Columns that files of accounts have, by the names of the server. */
export const ACCOUNT_COLUMNS = [
  'email',
  'handle',
  'displayName',
  'class',
  'role',
  'externalId',
  'locale',
] as const
export type AccountColumn = (typeof ACCOUNT_COLUMNS)[number]

/** Columns that files of people have who are to move here. */
export const MOVE_COLUMNS = ['account', 'email', 'handle'] as const
export type MoveColumn = (typeof MOVE_COLUMNS)[number]

/** Of whatever file. */
export type FileColumn = AccountColumn | MoveColumn

/** What becomes of rows whose account is there already. */
export const BULK_MODES = ['create', 'skip', 'upsert', 'update'] as const
export type BulkMode = (typeof BULK_MODES)[number]

const REFRESHED_MS = 1_000

const bulkJobQuery = (id: string) =>
  queryOptions({
    queryKey: ['bulk', 'one', id],
    queryFn: () => dataOf(api.GET('/admin/v1/bulk/{job}', { params: { path: { job: id } } })),
    refetchInterval: ({ state }) => (state.data && isEnded(state.data) ? false : REFRESHED_MS),
  })

/** Work on many accounts, as it goes on. */
export function useBulkJob(id: string) {
  return useQuery(bulkJobQuery(id))
}
