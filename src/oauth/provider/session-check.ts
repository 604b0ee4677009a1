import { isSameAuth } from '@guildhall/oauth'
import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import type { AccountClaims, KoaContextWithOIDC } from 'oidc-provider'
import { Accounts, stateOf } from '../../account/index.js'
import { Clock } from '../../telemetry/index.js'
import { OauthSessionEndings } from '../sessions/oauth-session-endings.js'
import type { FoundOauthSession, OauthSession } from '../sessions/oauth-session.store.js'
import { SessionOpening } from '../sessions/session-opening.js'
import { errors } from './oidc-library.js'
import { PresentedTokens } from './presented-tokens.js'
import { authOf } from './request-auth.js'

/** Of two refreshes at a time by the same client, the later one is refused, but its session stays. */
const RACE_S = 10

/** What oidc-provider asks about with each code and refresh token. */
interface PresentedToken {
  readonly kind: string
  readonly grantId?: string
  readonly consumed?: unknown
}

/** Decides whether a session may go on: by its own row, its client's key, its proof, and its account. */
@Injectable()
export class SessionCheck {
  readonly #sessions = new WeakMap<object, OauthSession>()

  constructor(
    private readonly sessions: SessionOpening,
    private readonly presented: PresentedTokens,
    private readonly endings: OauthSessionEndings,
    private readonly accounts: Accounts,
    private readonly clock: Clock,
  ) {}

  /** The session that the tokens of a request belong to, once it was found. */
  sessionOf(ctx: KoaContextWithOIDC): OauthSession | undefined {
    return this.#sessions.get(ctx.req)
  }

  /** An account, for oidc-provider; with a token, only if its session may go on. */
  async find(ctx: KoaContextWithOIDC, did: string, token?: PresentedToken) {
    const account = await this.accounts.byDid(did as Did)
    if (stateOf(account) !== 'active') return undefined
    if (token?.kind === 'AuthorizationCode' || token?.kind === 'RefreshToken') {
      const session = await this.#admit(ctx, did, token)
      if (!session) return undefined
      this.#sessions.set(ctx.req, session)
    }
    return { accountId: did, claims: (): AccountClaims => ({ sub: did }) }
  }

  async #admit(
    ctx: KoaContextWithOIDC,
    did: string,
    { kind, grantId, consumed }: PresentedToken,
  ): Promise<OauthSession | undefined> {
    const session = grantId === undefined ? undefined : await this.#sessionOf(grantId)
    if (!session || session.did !== did || session.clientId !== ctx.oidc.client!.clientId) return undefined
    // oidc-provider has checked the proof itself by now.
    const { auth, dpopThumbprint } = authOf(ctx.req)!
    if (dpopThumbprint !== session.dpopThumbprint)
      throw new errors.InvalidGrant('the DPoP key is not that of the session')
    if (!isSameAuth(session.clientAuth, auth)) {
      // The client has taken the key back, or somebody else has a token: either way it is over.
      if (kind === 'RefreshToken') await this.endings.end(session.id)
      throw new errors.InvalidGrant('the client does not prove who it is as it did before')
    }
    if (kind === 'RefreshToken') {
      if (typeof consumed === 'number' && consumed > this.clock.nowMs() / 1000 - RACE_S)
        throw new errors.InvalidGrant('the refresh token was used a moment ago')
      if (consumed === undefined) await this.sessions.touch(session)
    }
    return session
  }

  /** One that is still good. */
  #sessionOf(grantId: string): FoundOauthSession | undefined | Promise<FoundOauthSession | undefined> {
    const presented = this.presented.takeSession(grantId)
    return presented ? this.sessions.unlessOver(presented) : this.sessions.find(grantId)
  }
}
