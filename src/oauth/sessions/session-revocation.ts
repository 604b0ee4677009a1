import { Injectable } from '@nestjs/common'
import { OAuthTokens } from '../../auth/index.js'
import { Clock } from '../../telemetry/index.js'
import { OAuthModelStore } from '../state/oauth-model.store.js'
import { OAuthSessionEndings } from './oauth-session-endings.js'
import { OAuthSessionStore } from './oauth-session.store.js'

/** Ends sessions at the wish of their applications (RFC 7009), by whichever token of them. */
@Injectable()
export class SessionRevocation {
  constructor(
    private readonly tokens: OAuthTokens,
    private readonly models: OAuthModelStore,
    private readonly sessions: OAuthSessionStore,
    private readonly endings: OAuthSessionEndings,
    private readonly clock: Clock,
  ) {}

  /** Ends the session of a token, if it is one of this client. Nothing is told of other tokens. */
  async revoke(token: string, clientId: string): Promise<void> {
    const sessionId = token.includes('.') ? this.tokens.sessionOf(token) : await this.#ofRefreshToken(token)
    const session = sessionId === undefined ? undefined : await this.sessions.find(sessionId)
    if (session?.clientId === clientId) await this.endings.end(session.id)
  }

  async #ofRefreshToken(id: string): Promise<string | undefined> {
    const model = await this.models.find({ kind: 'RefreshToken', id }, new Date(this.clock.nowMs()))
    const grantId = model?.payload.grantId
    return typeof grantId === 'string' ? grantId : undefined
  }
}
