import { Injectable } from '@nestjs/common'
import type { Configuration, KoaContextWithOIDC, Provider } from 'oidc-provider'
import { ErrorPages } from '../error-pages.js'
import { Grants } from './grants.js'
import { RequestOpening } from './request-opening.js'
import { RequestPolicy } from './request-policy.js'

/** What is asked about authorization requests. */
@Injectable()
export class RequestHooks {
  constructor(
    private readonly policy: RequestPolicy,
    private readonly opening: RequestOpening,
    private readonly grants: Grants,
    private readonly errors: ErrorPages,
  ) {}

  /** Whether a request has signed somebody in without being asked. */
  isSilent(ctx: KoaContextWithOIDC): boolean {
    return this.opening.silentOf(ctx) !== undefined
  }

  configuration(provider: () => Provider): Configuration {
    return {
      // The validator of a parameter runs whether or not the parameter is there: it is the place for rules of ours.
      extraParams: { client_auth: (ctx: KoaContextWithOIDC) => this.#check(ctx) },
      loadExistingGrant: (ctx) => this.#grantOf(provider(), ctx),
      renderError: (ctx, out) => this.errors.answer(ctx, out),
    }
  }

  async #check(ctx: KoaContextWithOIDC): Promise<void> {
    if (ctx.oidc.route === 'pushed_authorization_request') await this.policy.check(ctx)
    if (ctx.oidc.route === 'authorization') await this.opening.open(ctx)
  }

  async #grantOf(provider: Provider, ctx: KoaContextWithOIDC) {
    const silent = this.opening.silentOf(ctx)
    if (!silent) return this.grants.of(provider, ctx)
    const params = ctx.oidc.params as Record<string, unknown>
    const id = await this.grants.make(provider, { ...silent, scope: String(params.scope), params })
    return provider.Grant.find(id)
  }
}
