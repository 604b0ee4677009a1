import { AsyncLocalStorage } from 'node:async_hooks'
import { isPromise } from 'node:util/types'

/** Where a request comes from. */
export interface RequestOrigin {
  readonly ip: string
  readonly userAgent: string | undefined
  /** the header `Accept-Language` */
  readonly acceptLanguage?: string | undefined
}

interface RequestContext {
  readonly id: string
  readonly origin: RequestOrigin | undefined
}

/**
 * Whether a context costs nothing to have. Before Node 24, each promise of the whole process is followed as long as
 * there is one: a sixth of the CPU of a read goes there.
 */
export const CONTEXTS_ARE_FREE = Number.parseInt(process.versions.node, 10) >= 24

const storage = new AsyncLocalStorage<RequestContext>()

/** How many contexts are open in this process. */
let open = 0

/** The request that is spoken of just now, in one piece of work without pauses. */
let spokenOf: string | undefined

/** The id of the request being served; undefined outside requests, and within those that are served without a context. */
export function requestId(): string | undefined {
  return spokenOf ?? storage.getStore()?.id
}

/** Where the request being served comes from, for what is written down about it; undefined outside requests. */
export function requestOrigin(): RequestOrigin | undefined {
  return storage.getStore()?.origin
}

/**
 * Runs `serve` as part of the request `id`, up to the end of the promise that it gives: every log line written meanwhile
 * carries it.
 */
export function withRequestId<T>(id: string, serve: () => T, origin?: RequestOrigin): T {
  open += 1
  let served: T | undefined
  try {
    served = storage.run({ id, origin }, serve)
  } finally {
    if (!isPromise(served)) close()
  }
  return isPromise(served) ? (served.finally(close) as T) : served
}

/** Does `work`, which does not wait for anything, as part of the request `id`. */
export function speakingOf<T>(id: string, work: () => T): T {
  const before = spokenOf
  spokenOf = id
  try {
    return work()
  } finally {
    spokenOf = before
  }
}

function close(): void {
  open -= 1
  if (open === 0 && !CONTEXTS_ARE_FREE) storage.disable()
}
