import { ApiProblem, problemOf } from '../api/api-problem'

const ROOT = '/admin/session/first-run'
/** Where the secret waits while its owner signs in on another page; it goes with the tab. */
const KEPT = 'guildhall.admin.first-run'

/** Who is signed in in this browser, and below which domain handles are. */
export interface FirstRunView {
  readonly handleDomain: string
  readonly members: readonly { readonly did: string; readonly handle?: string }[]
}

/** The secret of the link, from the address or from before. It does not stay in the address. */
export function takeSecret(): string {
  const given = location.hash.slice(1)
  if (given !== '') {
    sessionStorage.setItem(KEPT, given)
    history.replaceState(history.state, '', location.pathname + location.search)
  }
  return sessionStorage.getItem(KEPT) ?? ''
}

/** Forgets the secret, which is used up. */
export function forgetSecret(): void {
  sessionStorage.removeItem(KEPT)
}

/** @throws {ApiProblem} when the link is not good */
export function openLink(secret: string): Promise<FirstRunView> {
  return call('open', { secret }) as Promise<FirstRunView>
}

/** Makes an account, and whoever has it the Owner. @throws {ApiProblem} */
export function createOwner(wanted: {
  secret: string
  handle: string
  email: string
  password: string
}): Promise<unknown> {
  return call('account', wanted)
}

/** Makes a member who is signed in the Owner. @throws {ApiProblem} */
export function appointMember(secret: string, did: string): Promise<unknown> {
  return call('member', { secret, did })
}

async function call(path: string, body: object): Promise<unknown> {
  const answer = await fetch(`${ROOT}/${path}`, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch((error: unknown) => {
    throw new ApiProblem(0, 'no_answer', String(error), undefined)
  })
  const json: unknown = await answer.json().catch(() => undefined)
  if (!answer.ok) throw problemOf(answer, json)
  return json
}
