import { Injectable } from '@nestjs/common'
import type { AccessToken, Configuration, KoaContextWithOIDC } from 'oidc-provider'
import { Clock } from '../../telemetry/index.js'
import { OauthConfig } from '../oauth.config.js'
import { PermissionSets } from '../permission-sets.js'
import { SessionOpening } from '../sessions/session-opening.js'
import { authOf } from './request-auth.js'
import { SessionCheck } from './session-check.js'

type Lifetimes = NonNullable<Configuration['ttl']>

/** What is asked about tokens: whether a session may have them, for how long, and what is in them. */
@Injectable()
export class TokenHooks {
  constructor(
    private readonly check: SessionCheck,
    private readonly sets: PermissionSets,
    private readonly sessions: SessionOpening,
    private readonly config: OauthConfig,
    private readonly clock: Clock,
  ) {}

  configuration(lifetimes: Lifetimes): Configuration {
    return {
      findAccount: (ctx, did, token) => this.check.find(ctx, did, token as never),
      // Permission sets are what they are now, with every token; what was agreed to is kept as it was asked for.
      extraTokenClaims: async (_ctx, token) => {
        const granted = token as AccessToken
        granted.scope = await this.sets.expand(granted.scope ?? '')
        return undefined
      },
      formats: {
        customizers: {
          jwt: (_ctx, token, jwt) => {
            const { scope, grantId } = token as AccessToken
            Object.assign(jwt.payload, { scope, sid: grantId })
          },
        },
      },
      ttl: {
        ...lifetimes,
        AccessToken: (ctx) => this.#withinSession(ctx, this.config.accessTokenMs),
        RefreshToken: (ctx) => this.#withinSession(ctx, this.#lifetimesOf(ctx).refreshMs),
        Grant: () => this.config.confidentialSessionMs / 1000,
      },
    }
  }

  #lifetimesOf(ctx: KoaContextWithOIDC) {
    const { client, auth } = authOf(ctx.req)!
    return this.sessions.lifetimes(client.clientId, auth.method)
  }

  /** Nothing outlives its session. @returns seconds */
  #withinSession(ctx: KoaContextWithOIDC, ms: number): number {
    const endMs = this.check.sessionOf(ctx)?.expiresAt.getTime() ?? Number.POSITIVE_INFINITY
    return Math.max(1, Math.floor(Math.min(ms, endMs - this.clock.nowMs()) / 1000))
  }
}
