import type { IncomingMessage } from 'node:http'
import type { AuthenticatedClient } from '../clients/client-authentication.js'

const authenticated = new WeakMap<IncomingMessage, AuthenticatedClient>()

/** Remembers which client makes a request. */
export function setAuth(request: IncomingMessage, client: AuthenticatedClient): void {
  authenticated.set(request, client)
}

/** The client that makes a request; `undefined` where none has proved to be one. */
export function authOf(request: IncomingMessage): AuthenticatedClient | undefined {
  return authenticated.get(request)
}
