import { Injectable } from '@nestjs/common'
import { KeyVault, VaultError, type WrappedKey } from '../../identity/index.js'
import { Log } from '../../telemetry/index.js'
import type { Connection } from '../connections/connection.js'
import type { SsoTransaction } from '../transactions/sso-transaction.js'

/** Longer ones fit into no address of a provider (characters). */
const LENGTH_MAX = 6_000

/** Which row an ID token is in: of a sign-in that is under way, or of a session. */
export type IdTokenPlace = 'transaction' | 'session'

/**
 * ID tokens, which providers want to see again when somebody signs out there. They say who somebody is: they are kept only
 * where they are of use, sealed by the vault.
 */
@Injectable()
export class IdTokens {
  constructor(
    private readonly vault: KeyVault,
    private readonly log: Log,
  ) {}

  /** Seals the token of a sign-in, if its session is to be ended at the provider one day. */
  async ofSignIn(
    { policy }: Connection,
    { id }: Pick<SsoTransaction, 'id'>,
    token: string | undefined,
  ): Promise<WrappedKey | undefined> {
    if (token === undefined || token.length > LENGTH_MAX || policy.leaving.signOut !== 'provider')
      return undefined
    return this.#seal(token, 'transaction', id)
  }

  /** Seals the token of a sign-in for the session that comes of it. */
  async ofSession(
    { id, idToken }: Pick<SsoTransaction, 'id' | 'idToken'>,
    sessionId: string,
  ): Promise<WrappedKey | undefined> {
    const token = await this.open(idToken, 'transaction', id)
    return token === undefined ? undefined : this.#seal(token, 'session', sessionId)
  }

  /** Undefined for one that cannot be opened here: nobody stays signed in because of that. */
  async open(sealed: WrappedKey | undefined, place: IdTokenPlace, id: string): Promise<string | undefined> {
    if (!sealed) return undefined
    try {
      return Buffer.from(await this.vault.unwrap(sealed, contextOfIdToken(place, id))).toString('utf8')
    } catch (error) {
      if (!(error instanceof VaultError)) throw error
      this.log.warn({ err: error, [place]: id }, 'an ID token cannot be opened')
      return undefined
    }
  }

  #seal(token: string, place: IdTokenPlace, id: string): Promise<WrappedKey> {
    return this.vault.wrap(Buffer.from(token, 'utf8'), contextOfIdToken(place, id))
  }
}

/** What an ID token is sealed for. @param id of its row */
export function contextOfIdToken(place: IdTokenPlace, id: string): string {
  return `sso ${place} ${id}`
}
