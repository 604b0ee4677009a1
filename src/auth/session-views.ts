import { Injectable } from '@nestjs/common'
import type { DidDocument } from '@guildhall/identity'
import { type Account, INVALID_HANDLE, publicStatus } from '../account/index.js'
import { DidDocuments } from '../identity/index.js'
import { AuthConfig } from './auth.config.js'

/** An account as the session methods describe it to its owner. */
export interface SessionView {
  did: string
  handle: string
  didDoc?: DidDocument
  email?: string
  emailConfirmed?: boolean
  emailAuthFactor?: boolean
  active: boolean
  status?: string
}

/** Describes accounts to their owners. */
@Injectable()
export class SessionViews {
  constructor(
    private readonly documents: DidDocuments,
    private readonly config: AuthConfig,
  ) {}

  /**
   * What a session says about its account. The DID document is left out when it cannot be had.
   * @param options whether whoever asks may know the address
   */
  view(account: Account, { showsEmail = true } = {}): SessionView | Promise<SessionView> {
    const view: SessionView = {
      did: account.did,
      handle: account.handle ?? INVALID_HANDLE,
      ...(showsEmail && emailOf(account)),
      ...publicStatus(account),
    }
    return this.config.didDocWithSession ? this.#withDocument(account, view) : view
  }

  async #withDocument(account: Account, view: SessionView): Promise<SessionView> {
    const didDoc = await this.documents.resolve(account.did).catch(() => undefined)
    return didDoc ? { ...view, didDoc } : view
  }
}

function emailOf({ email, emailConfirmedAt, emailAuthFactor }: Account) {
  return {
    ...(email !== undefined && { email }),
    emailConfirmed: emailConfirmedAt !== undefined,
    ...(emailAuthFactor && { emailAuthFactor: true }),
  }
}
