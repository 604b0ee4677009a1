import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { ApiProblem } from '../api/api-problem'
import { meQuery } from '../api/me'

/** Notices, by whatever is asked for, that nobody is signed in any more, and forgets what was shown. */
export function useSignedOutWatch(): void {
  const client = useQueryClient()
  useEffect(
    () =>
      client.getQueryCache().subscribe(({ query }) => {
        const { error } = query.state
        const isKnown = query.queryKey[0] === meQuery.queryKey[0]
        if (isKnown || !(error instanceof ApiProblem) || !(error.isSignedOut || error.needsPasskey)) return
        client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== meQuery.queryKey[0] })
        void client.resetQueries(meQuery)
      }),
    [client],
  )
}
