import { Injectable } from '@nestjs/common'
import { Log } from '../../telemetry/index.js'
import type { Connection } from '../connections/connection.js'
import { ProviderLogouts } from '../logout/provider-logouts.js'
import { SsoSessionStore } from '../people/sso-session.store.js'
import { SamlMessageStore } from './saml-message.store.js'
import type { NameId } from './wire/saml-messages.js'

/** Sessions here by what they are called at a provider. */
@Injectable()
export class SessionsAtProvider {
  constructor(
    private readonly messages: SamlMessageStore,
    private readonly sessions: SsoSessionStore,
    private readonly logouts: ProviderLogouts,
    private readonly log: Log,
  ) {}

  /**
   * Ends those that a provider means.
   * @param named who; and which of their sessions, or all
   */
  async end(
    connection: Connection,
    { nameId, sessionIndexes }: { readonly nameId: NameId; readonly sessionIndexes: readonly string[] },
  ): Promise<void> {
    const named = (await this.messages.sessionsOf(connection.id, nameId.value)).filter(
      (session) =>
        isSame(session.nameId, nameId) &&
        (sessionIndexes.length === 0 || (session.sid !== undefined && sessionIndexes.includes(session.sid))),
    )
    const lists = await Promise.all(
      named.map(({ subject, sid }) => this.sessions.list({ connectionId: connection.id, subject, sid })),
    )
    const meant = [...new Map(lists.flat().map((session) => [session.id, session])).values()]
    await this.logouts.end(connection, meant)
    this.log.info({ connection: connection.id, count: meant.length }, 'a provider of SAML has ended sessions')
  }
}

/** Formats that are not said, and those that say nothing, are the same; so are qualifiers that are not said. */
function isSame(one: NameId, other: NameId): boolean {
  const sameOrUnsaid = (a: string | undefined, b: string | undefined) => !a || !b || a === b
  return (
    one.value === other.value &&
    sameOrUnsaid(one.nameQualifier, other.nameQualifier) &&
    sameOrUnsaid(one.spNameQualifier, other.spNameQualifier)
  )
}
