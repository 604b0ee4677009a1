import { AsyncLocalStorage } from 'node:async_hooks'

const storage = new AsyncLocalStorage<string>()

/** The id of the request being served; undefined outside requests. */
export function requestId(): string | undefined {
  return storage.getStore()
}

/** Runs `serve` as part of the request `id`: every log line written meanwhile carries it. */
export function withRequestId<T>(id: string, serve: () => T): T {
  return storage.run(id, serve)
}
