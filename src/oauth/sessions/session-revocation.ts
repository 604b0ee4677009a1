import { Injectable } from '@nestjs/common'
import { OauthTokens } from '../../auth/index.js'
import { Clock } from '../../telemetry/index.js'
import { OauthModelStore } from '../state/oauth-model.store.js'
import { OauthSessionEndings } from './oauth-session-endings.js'
import { OauthSessionStore } from './oauth-session.store.js'

/** Ends sessions at the wish of their applications (RFC 7009), by whichever token of them. */
@Injectable()
export class SessionRevocation {
  constructor(
    private readonly tokens: OauthTokens,
    private readonly models: OauthModelStore,
    private readonly sessions: OauthSessionStore,
    private readonly endings: OauthSessionEndings,
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
