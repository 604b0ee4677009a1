import { useQuery } from '@tanstack/react-query'
import { api, dataOf } from '../api/client'
import { useMay } from '../api/me'

/** DIDs of one request; the server takes twice as many. */
const BATCH = 100
const KNOWN_FOR_MS = 300_000

interface Asker {
  readonly did: string
  readonly resolve: (handle: string | null) => void
  readonly reject: (error: unknown) => void
}

let waiting: Asker[] = []

/** The handle of an account, if whoever is signed in may see it and there is one; asked for once for all that a screen shows. */
export function useAccountName(did: string, known: string | undefined): string | undefined {
  const may = useMay()
  const { data } = useQuery({
    queryKey: ['account-name', did],
    queryFn: () => soon(did),
    enabled: known === undefined && did.startsWith('did:') && may('accounts.view'),
    staleTime: KNOWN_FOR_MS,
    retry: false,
  })
  return known ?? data ?? undefined
}

/** Asks for a name, together with all those that are asked for at the same time; null where there is none. */
function soon(did: string): Promise<string | null> {
  return new Promise((resolve, reject) => {
    if (waiting.length === 0) setTimeout(askForAll)
    waiting.push({ did, resolve, reject })
  })
}

function askForAll() {
  const all = waiting
  waiting = []
  for (let at = 0; at < all.length; at += BATCH) void ask(all.slice(at, at + BATCH))
}

async function ask(askers: readonly Asker[]) {
  try {
    const query = { did: askers.map(({ did }) => did).join(',') }
    const { data } = await dataOf(api.GET('/admin/v1/account-names', { params: { query } }))
    const names = new Map(data.map(({ did, handle }) => [did, handle]))
    for (const { did, resolve } of askers) resolve(names.get(did) ?? null)
  } catch (error) {
    for (const { reject } of askers) reject(error)
  }
}
