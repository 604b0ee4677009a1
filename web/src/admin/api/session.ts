import { queryOptions } from '@tanstack/react-query'
import { ApiProblem, problemOf } from './api-problem'

const PATH = '/admin/session'
/** While somebody is there, the session is prolonged no more often than this. */
const RENEWAL_MIN_MS = 60_000

/** A way to an identity provider and back. */
export interface OrganizationDoor {
  /** of the organization */
  readonly name: string
  readonly href: string
}

/** How one can sign in here besides as a member. */
export interface Doors {
  /** those whose groups give roles here */
  readonly organizations: readonly OrganizationDoor[]
  /** whether the admin password lets anybody in */
  readonly hasPassword: boolean
}

export const doorsQuery = queryOptions({
  queryKey: ['doors'],
  queryFn: async (): Promise<Doors> => {
    const answer = await fetch(PATH)
    if (!answer.ok) throw problemOf(answer, await answer.json().catch(() => undefined))
    return (await answer.json()) as Doors
  },
  staleTime: 60_000,
  retry: false,
})

/** Exchanges the password for a cookie that scripts cannot read. @throws {ApiProblem} */
export function openSession(password: string): Promise<void> {
  return call('POST', JSON.stringify({ password }))
}

/** Ends the session of this browser. @throws {ApiProblem} */
export function endSession(): Promise<void> {
  return call('DELETE')
}

/**
 * Prolongs the session as long as somebody types, points or touches: one that nobody uses comes to its end, whatever
 * the page fetches by itself.
 */
export function keepSessionWhileUsed(): () => void {
  let renewedAt = performance.now()
  const renew = () => {
    if (performance.now() - renewedAt < RENEWAL_MIN_MS) return
    renewedAt = performance.now()
    // Whether it still goes on, the next request says.
    void call('PUT').catch(() => undefined)
  }
  const events = ['pointerdown', 'keydown'] as const
  for (const event of events) addEventListener(event, renew, { passive: true })
  return () => {
    for (const event of events) removeEventListener(event, renew)
  }
}

async function call(method: 'POST' | 'PUT' | 'DELETE', body?: string): Promise<void> {
  const answer = await fetch(PATH, {
    method,
    credentials: 'same-origin',
    ...(body !== undefined && { body, headers: { 'content-type': 'application/json' } }),
  }).catch((error: unknown) => {
    throw new ApiProblem(0, 'no_answer', String(error), undefined)
  })
  if (!answer.ok) throw problemOf(answer, await answer.json().catch(() => undefined))
}
