import type { IncomingMessage } from 'node:http'
import type { AuthenticatedClient } from '../clients/client-authentication.js'

/** Who makes a request, as far as it has been proved. */
export interface RequestAuth extends AuthenticatedClient {
  /** of the key in its DPoP proof, whose signature oidc-provider checks; absent where no proof is asked for */
  readonly dpopThumbprint: string | undefined
}

const authenticated = new WeakMap<IncomingMessage, RequestAuth>()

/** Remembers which client makes a request. */
export function setAuth(request: IncomingMessage, auth: RequestAuth): void {
  authenticated.set(request, auth)
}

/** The client that makes a request; `undefined` where none has proved to be one. */
export function authOf(request: IncomingMessage): RequestAuth | undefined {
  return authenticated.get(request)
}
