import {
  type PublicKeyCredentialCreationOptionsJSON,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser'
import type { PasskeyView } from '../../../src/oauth/page-state'

/** How a browser asks. */
export interface Asking {
  /** whether passkeys are offered where a name is entered, and nobody is asked */
  readonly isQuiet: boolean
}

/**
 * Has the browser prove a passkey. This file is loaded by those pages only that need it, when they need it.
 * @returns the proof, as the server takes it
 * @throws {Error} if nobody wanted to, or there is none
 */
export async function provePasskey(request: PasskeyView, { isQuiet }: Asking): Promise<string> {
  const allowCredentials = request.allowCredentials.map(({ id, type, transports }) => ({
    id,
    type,
    transports: [...transports],
  }))
  const answer = await startAuthentication({
    optionsJSON: { ...request, allowCredentials },
    useBrowserAutofill: isQuiet,
  })
  return JSON.stringify(answer)
}

/**
 * Has the browser make a passkey.
 * @returns what the server takes
 * @throws {Error} if nobody wanted to, or it cannot
 */
export async function createPasskey(optionsJSON: PublicKeyCredentialCreationOptionsJSON): Promise<string> {
  return JSON.stringify(await startRegistration({ optionsJSON }))
}
