import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Log } from '../../telemetry/index.js'
import { IdentityProviders } from '../connections/identity-providers.js'
import { OpenedSessions } from '../people/opened-sessions.js'
import { SsoFailure } from '../sso.errors.js'
import { SignOutTickets } from '../tickets/sign-out-tickets.js'

/** Where browsers set out to sign out at a provider. */
export const SIGN_OUT_PATH = '/sso/sign-out'

/** Where those go on of whom nobody knows where they came from. */
const HOME = '/account'

/** A way to a provider that ends the session of a browser there. */
export interface SignOutWay {
  /** of the organization */
  readonly name: string
  /** a path on this server */
  readonly href: string
}

/** Signs people out at the providers with which they have signed in, where an organization wants that. */
@Injectable()
export class ProviderSignOut {
  constructor(
    private readonly providers: IdentityProviders,
    private readonly sessions: OpenedSessions,
    private readonly tickets: SignOutTickets,
    private readonly log: Log,
  ) {}

  /**
   * The sign-ins of an account in a browser come to their end. The provider is not asked yet: whoever signs out here is
   * signed out, whether it answers or not.
   * @param back where the browser comes back to: a path on this server
   * @returns a ticket to the provider; undefined where nothing has to be ended there
   */
  async end(did: Did, deviceId: Uint8Array, back: string): Promise<string | undefined> {
    const session = await this.sessions.latestOf(did, deviceId)
    if (!session) return undefined
    const { id: sessionId, connectionId, subject, sid } = session
    const found = await this.providers.find(connectionId)
    const isTold = found?.connection.policy.leaving.signOut === 'provider'
    await this.sessions.ended(session, isTold)
    if (!isTold) return undefined
    return this.tickets.issue({ connectionId, subject, sid, sessionId, back })
  }

  /** Where a ticket leads; undefined if it is no good any more. */
  async wayOf(ticket: string): Promise<SignOutWay | undefined> {
    const found = await this.providers.find(this.tickets.read(ticket)?.connectionId ?? '')
    const href = `${SIGN_OUT_PATH}?${new URLSearchParams({ ticket }).toString()}`
    return found && { name: found.connection.name, href }
  }

  /** Where a browser goes that has a ticket: to the provider, or back where that cannot end anything. */
  async addressOf(ticket: string): Promise<string> {
    const wanted = this.tickets.read(ticket)
    const found = wanted && (await this.providers.find(wanted.connectionId))
    if (!found) return HOME
    try {
      const session = { ...wanted, idToken: await this.sessions.idTokenOf(wanted.sessionId) }
      return (await found.provider.endSessionUrl(found.connection, session)) ?? wanted.back
    } catch (error) {
      if (!(error instanceof SsoFailure)) throw error
      const { reason: code, detail } = error
      this.log.warn({ connection: found.connection.id, code, detail }, 'nobody can sign out at a provider')
      return wanted.back
    }
  }
}
