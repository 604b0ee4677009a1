import { queryOptions } from '@tanstack/react-query'
import { ApiProblem } from '../api/api-problem'
import { api, dataOf } from '../api/client'
import type { components } from '../api/generated/schema'
import type { ReportedPlace } from './report'

export type ReportedRecord = components['schemas']['ModeratedRecord']

const GONE = 404

/** The record that was reported; null if it is not here, or not any more. */
export const reportedRecordQuery = ({ did, record }: ReportedPlace) =>
  queryOptions({
    queryKey: ['account', did, 'record', record?.collection, record?.rkey],
    queryFn: async () => {
      const params = { path: { did, ...record! } }
      try {
        return await dataOf(api.GET('/admin/v1/accounts/{did}/records/{collection}/{rkey}', { params }))
      } catch (error) {
        if (error instanceof ApiProblem && error.status === GONE) return null
        throw error
      }
    },
    enabled: record !== undefined,
  })
