import { AsyncLocalStorage } from 'node:async_hooks'

/** Where a request comes from. */
export interface RequestOrigin {
  readonly ip: string
  readonly userAgent: string | undefined
  /** the header `Accept-Language` */
  readonly acceptLanguage?: string | undefined
}

const storage = new AsyncLocalStorage<{ readonly id: string; readonly origin: RequestOrigin | undefined }>()

/** The id of the request being served; undefined outside requests. */
export function requestId(): string | undefined {
  return storage.getStore()?.id
}

/** Where the request being served comes from, for what is written down about it; undefined outside requests. */
export function requestOrigin(): RequestOrigin | undefined {
  return storage.getStore()?.origin
}

/** Runs `serve` as part of the request `id`: every log line written meanwhile carries it. */
export function withRequestId<T>(id: string, serve: () => T, origin?: RequestOrigin): T {
  return storage.run({ id, origin }, serve)
}
