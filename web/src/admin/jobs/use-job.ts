import { type QueryKey, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api, dataOf } from '../api/client'
import { isEnded, type LongJob, type LongJobDetails } from './long-job'

const jobQuery = (id: string) =>
  queryOptions({
    queryKey: ['jobs', 'one', id],
    queryFn: () => dataOf(api.GET('/admin/v1/jobs/{id}', { params: { path: { id } } })),
    enabled: id !== '',
  })

/** Long work as it goes on: the server says whenever something of it has changed. @param id absent: none yet */
export function useJob(id: string | undefined) {
  const client = useQueryClient()
  const options = jobQuery(id ?? '')
  const query = useQuery(options)
  const hasEnded = query.data !== undefined && isEnded(query.data)
  const isUnderWay = query.data !== undefined && !hasEnded
  useEffect(() => {
    if (id === undefined || !isUnderWay) return
    const { queryKey } = jobQuery(id)
    const change = (parts: (before: LongJobDetails) => LongJobDetails) =>
      client.setQueryData<LongJobDetails>(queryKey, (before) => before && parts(before))
    const source = new EventSource(`/admin/v1/jobs/${encodeURIComponent(id)}/events`)
    source.addEventListener('job', ({ data }: MessageEvent<string>) => {
      const now = JSON.parse(data) as LongJob
      change((before) => ({ ...before, ...now }))
      if (isEnded(now)) void client.invalidateQueries({ queryKey })
    })
    source.addEventListener('line', ({ data }: MessageEvent<string>) => {
      const line = JSON.parse(data) as LongJobDetails['logs'][number]
      change((before) =>
        before.logs.some(({ no }) => no === line.no) ? before : { ...before, logs: [...before.logs, line] },
      )
    })
    return () => source.close()
  }, [client, id, isUnderWay])
  // What came of it is shown elsewhere, whichever said that it is over: an event, or the first look at what took no time.
  useEffect(() => {
    if (id === undefined || !hasEnded) return
    const others = ({ queryKey: [first, , of] }: { queryKey: QueryKey }) => first !== 'me' && of !== id
    void client.invalidateQueries({ predicate: others })
  }, [client, id, hasEnded])
  return query
}
