import { Injectable } from '@nestjs/common'
import { Clock } from '../../telemetry/index.js'
import type { Connection } from '../connections/connection.js'
import { ConnectionStore } from '../connections/connection.store.js'
import type { SsoAnswer } from '../landing/sso-journey.js'
import { SsoFailure } from '../sso.errors.js'
import { SamlConversations } from './saml-conversations.js'
import { samlFailure } from './saml-failures.js'
import { SamlMessageStore } from './saml-message.store.js'
import { SessionsAtProvider } from './sessions-at-provider.js'
import type { CarriedMessage, LogoutMessage } from './wire/saml-messages.js'

/** Where somebody goes on who has signed out, and of whom nobody knows where they came from. */
const HOME = '/account'

type LogoutRequest = Extract<LogoutMessage, { kind: 'request' }>

/** What providers say about logouts: that somebody has signed out there, or what came of our asking. */
@Injectable()
export class SamlLogouts {
  constructor(
    private readonly connections: ConnectionStore,
    private readonly conversations: SamlConversations,
    private readonly messages: SamlMessageStore,
    private readonly ending: SessionsAtProvider,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes a message of a provider.
   * @returns where the browser goes on
   * @throws {SsoFailure} if it is not believed
   */
  async take(connectionId: string, carried: CarriedMessage): Promise<SsoAnswer> {
    const connection = await this.connections.find(connectionId)
    if (connection?.kind !== 'saml')
      throw new SsoFailure('connection_off', 'There is no such connection of SAML.')
    const nowMs = this.clock.nowMs()
    const message = await this.conversations.hear<'logoutMessage'>(connection, {
      task: 'logoutMessage',
      carried,
      nowMs,
    })
    if (message.kind === 'request') return { kind: 'go', to: await this.#end(connection, message) }
    const asked = await this.messages.takeLogout(connectionId, message.inResponseTo, new Date(nowMs))
    if (!asked) throw samlFailure('unsolicited', 'nobody has asked for this logout')
    return { kind: 'go', to: asked.back }
  }

  async #end(connection: Connection, request: LogoutRequest): Promise<string> {
    if (!(await this.messages.take(connection.id, request.id, new Date(request.endsMs))))
      throw samlFailure('replayed', 'the request was taken before')
    await this.ending.end(connection, request)
    if (!(await this.conversations.canEnd(connection))) return HOME
    return this.conversations.ask(connection, {
      ...{ task: 'logoutAnswer', inResponseTo: request.id, relayState: request.relayState, isSuccess: true },
    })
  }
}
