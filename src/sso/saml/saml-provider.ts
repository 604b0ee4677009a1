import { Injectable } from '@nestjs/common'
import { Clock, Random } from '../../telemetry/index.js'
import type { Connection, HealthCheck } from '../connections/connection.js'
import {
  IdentityProvider,
  type ProviderAnswer,
  type ProviderCallback,
  type ProviderDeparture,
  type ProviderRequest,
  type ProviderSession,
} from '../connections/identity-provider.js'
import { SsoFailure } from '../sso.errors.js'
import { claimsOf } from './saml-claims.js'
import { SamlConversations } from './saml-conversations.js'
import { samlFailure } from './saml-failures.js'
import { samlHealth } from './saml-health.js'
import { SamlMessageStore } from './saml-message.store.js'
import { samlSettingProblems, samlSettings } from './saml-settings.js'
import type { Assertion } from './wire/saml-messages.js'

const REQUEST_ID_BYTES = 20
/** How long a provider may take to answer that somebody is signed out there. */
const LOGOUT_MS = 10 * 60_000
/** Whoever must show anew who they are does it within this time of the departure. */
const FORCED_SLACK_MS = 60_000

/** Identity providers that speak SAML 2.0: asked by redirects, answered by forms. */
@Injectable()
export class SamlProvider extends IdentityProvider {
  override readonly kind = 'saml'

  constructor(
    private readonly conversations: SamlConversations,
    private readonly messages: SamlMessageStore,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {
    super()
  }

  override check(settings: Readonly<Record<string, unknown>>) {
    return samlSettingProblems(settings)
  }

  override async begin(
    connection: Connection,
    { state, isForced }: ProviderRequest,
  ): Promise<ProviderDeparture> {
    const { nameIdFormat } = samlSettings(connection)
    const requestId = this.#newId()
    const url = await this.conversations.ask(connection, {
      ...{ task: 'depart', nameIdFormat, requestId, relayState: state, isForced },
    })
    return { kind: 'redirect', url, requestId }
  }

  override async finish(connection: Connection, callback: ProviderCallback): Promise<ProviderAnswer> {
    const { parameters, requestId, method } = callback
    const message = parameters.SAMLResponse
    if (method !== 'POST' || message === undefined || requestId === undefined)
      throw new SsoFailure('bad_answer', 'There is no SAMLResponse.')
    const assertion = await this.believe(connection, message, requestId)
    assertForced(assertion, callback)
    const claims = claimsOf(connection, assertion)
    const { nameId, sessionIndex: sid } = assertion
    const session = { connectionId: connection.id, subject: claims.subject, sid, nameId }
    await this.messages.noteSession(session, new Date(this.clock.nowMs()))
    return { claims }
  }

  /**
   * What a response says, if it may be believed; it is good once.
   * @param requestId absent: nobody has asked
   * @throws {SsoFailure}
   */
  async believe(connection: Connection, message: string, requestId: string | undefined): Promise<Assertion> {
    const { signedResponse: isResponseSigned, encryption } = samlSettings(connection)
    const nowMs = this.clock.nowMs()
    const assertion = await this.conversations.hear<'response'>(connection, {
      ...{ task: 'response', message, requestId, isResponseSigned, isEncrypted: encryption, nowMs },
    })
    if (!(await this.messages.take(connection.id, assertion.id, new Date(assertion.endsMs))))
      throw samlFailure('replayed', 'the assertion was used before')
    return assertion
  }

  override async endSessionUrl(
    connection: Connection,
    { sid, subject, back }: ProviderSession,
  ): Promise<string | undefined> {
    const session = await this.messages.findSession(connection.id, subject, sid)
    if (!session || !(await this.conversations.canEnd(connection))) return undefined
    const requestId = this.#newId()
    const expiresAt = new Date(this.clock.nowMs() + LOGOUT_MS)
    await this.messages.askLogout({ id: requestId, connectionId: connection.id, back }, expiresAt)
    return this.conversations.ask(connection, {
      ...{ task: 'logoutRequest', requestId, nameId: session.nameId, sessionIndex: session.sid },
    })
  }

  override health(connection: Connection): Promise<HealthCheck[]> {
    return samlHealth(this.conversations, connection, this.clock.nowMs())
  }

  #newId(): string {
    return `_${Buffer.from(this.random.bytes(REQUEST_ID_BYTES)).toString('hex')}`
  }
}

function assertForced({ authTimeMs }: Assertion, { isForced, startedMs }: ProviderCallback): void {
  if (isForced && authTimeMs < startedMs - FORCED_SLACK_MS)
    throw new SsoFailure(
      'not_asked_anew',
      'The provider was told to ask anew who it is, and did not (AuthnInstant).',
    )
}
