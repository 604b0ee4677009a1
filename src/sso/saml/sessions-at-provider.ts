import { Injectable } from '@nestjs/common'
import { Log } from '../../telemetry/index.js'
import type { Connection } from '../connections/connection.js'
import { ProviderLogout } from '../logout/provider-logout.js'
import { SamlMessageStore } from './saml-message.store.js'
import type { NameId } from './wire/saml-messages.js'

/** Sessions here by what they are called at a provider. */
@Injectable()
export class SessionsAtProvider {
  constructor(
    private readonly messages: SamlMessageStore,
    private readonly logout: ProviderLogout,
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
    const isMeant = (sid: string | undefined) =>
      sessionIndexes.length === 0 || (sid !== undefined && sessionIndexes.includes(sid))
    const meant = (await this.messages.sessionsOf(connection.id, nameId.value)).filter(
      (session) => isSame(session.nameId, nameId) && isMeant(session.sid),
    )
    for (const { subject, sid } of meant) await this.logout.end(connection, { subject, sid })
    this.log.info({ connection: connection.id, count: meant.length }, 'a provider of SAML has ended sessions')
  }
}

/** Qualifiers that are not said are the same. */
function isSame(one: NameId, other: NameId): boolean {
  const sameOrUnsaid = (a: string | undefined, b: string | undefined) => !a || !b || a === b
  return (
    one.value === other.value &&
    sameOrUnsaid(one.nameQualifier, other.nameQualifier) &&
    sameOrUnsaid(one.spNameQualifier, other.spNameQualifier)
  )
}
