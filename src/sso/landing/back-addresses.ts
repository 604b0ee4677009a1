/** Paths on this server from which somebody may set out to sign in, and to which they come back. */
const REQUEST = /^\/oauth\/interaction\/([\w-]{1,64})$/
const PAGES = /^\/(?:account|admin)(?:\/(?!(?:\.|%2[eE]){1,2}(?:\/|$))[\w:.%~-]{1,256}){0,4}$/

/** Where those try a connection who set it up. */
const SETUP = /^\/sso\/setup\/[0-9a-f-]{36}$/

/** Where those are on their way who move their account here. */
const MOVE = /^\/move\/[0-9a-f-]{36}$/

/** What a sign-in is for that comes back to an address; undefined if none may. */
export function purposeOf(back: string): 'request' | 'pages' | undefined {
  if (REQUEST.test(back)) return 'request'
  return [PAGES, SETUP, MOVE].some((pages) => pages.test(back)) ? 'pages' : undefined
}

/** The id of the request that an address is of, or of what else there is one of at a time. */
export function placeNameOf(back: string): string {
  return REQUEST.exec(back)?.[1] ?? 'sso'
}

/** Where a browser goes on with an account. */
export function backWith(back: string, did: string): string {
  if (REQUEST.test(back)) return `${back}?${new URLSearchParams({ account: did }).toString()}`
  return back
}

/** Where a browser goes on that has not succeeded. */
export function backWithout(back: string, traceId: string): string {
  return `${back}?${new URLSearchParams({ failed: traceId }).toString()}`
}
