import { useEffect, useState } from 'react'

/** How long nothing is typed before the server is asked. */
const SETTLE_MS = 400

/** Whether a handle can be had, as far as it is known. */
export type HandleState = 'checking' | 'free' | 'taken'

/**
 * Asks whether a handle is free while it is typed. The form works without: the server checks again.
 * @param handle whole, with its domain; undefined while there is none
 */
export function useHandleState(handle: string | undefined): HandleState | undefined {
  const [state, setState] = useState<HandleState>()
  useEffect(() => {
    setState(undefined)
    if (handle === undefined) return undefined
    const stop = new AbortController()
    const timer = setTimeout(() => {
      setState('checking')
      ask(handle, stop.signal).then(setState, () => undefined)
    }, SETTLE_MS)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [handle])
  return state
}

/** A handle that leads to somebody is taken. Undefined when it is none, or the server does not say. */
async function ask(handle: string, signal: AbortSignal): Promise<HandleState | undefined> {
  const answer = await fetch(
    `/xrpc/com.atproto.identity.resolveHandle?handle=${encodeURIComponent(handle)}`,
    {
      signal,
      credentials: 'omit',
    },
  )
  if (answer.ok) return 'taken'
  const { message } = (await answer.json()) as { message?: string }
  return message === NOT_FOUND ? 'free' : undefined
}

const NOT_FOUND = 'Unable to resolve handle'
