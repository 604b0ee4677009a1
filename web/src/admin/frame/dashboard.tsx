import { CSPProvider } from '@base-ui/react/csp-provider'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode, useState } from 'react'
import { ApiProblem } from '../api/api-problem'
import { routerOf } from '../router'
import type { Service } from './service'
import { type Texts, TextsContext } from '../texts/texts'
import { ServiceContext } from './service-context'

const RETRIES_MAX = 2
const STALE_MS = 10_000

/** What was refused is refused again; only what may have been an accident is tried once more. */
function mayHelp(failures: number, error: Error): boolean {
  return failures < RETRIES_MAX && !(error instanceof ApiProblem && error.status > 0 && error.status < 500)
}

function newClient(): QueryClient {
  // What the browser believes of the network is not asked: the server may be on the same machine.
  const networkMode = 'always'
  return new QueryClient({
    defaultOptions: {
      queries: { retry: mayHelp, staleTime: STALE_MS, networkMode },
      mutations: { networkMode },
    },
  })
}

interface DashboardProps {
  readonly service: Service
  readonly texts: Texts
}

/** The whole application. */
export function Dashboard({ service, texts }: DashboardProps) {
  const [client] = useState(newClient)
  const [router] = useState(routerOf)
  return (
    <StrictMode>
      <TextsContext value={texts}>
        {/* The policy of the document allows no style that stands in it. */}
        <CSPProvider disableStyleElements>
          <ServiceContext value={service}>
            <QueryClientProvider client={client}>
              <RouterProvider router={router} />
            </QueryClientProvider>
          </ServiceContext>
        </CSPProvider>
      </TextsContext>
    </StrictMode>
  )
}
