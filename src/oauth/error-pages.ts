import { type ClientMetadata, OAuthError } from '@guildhall/oauth'
import { Injectable } from '@nestjs/common'
import type { ErrorOut, KoaContextWithOIDC } from 'oidc-provider'
import { ServiceConfig } from '../config/index.js'
import { requestId } from '../telemetry/index.js'
import { AppViews } from './clients/app-views.js'
import { ClientDirectory } from './clients/client-directory.js'
import type { AppView, ErrorState } from './page-state.js'
import { pageSecurity } from './page-security.js'
import { Pages } from './pages.js'
import { type FailedRequest, wayBack } from './way-back.js'

/** What did not work. */
export interface Failure {
  /** of OAuth */
  readonly code: string
  /** for developers */
  readonly message: string
}

/** More about what did not work. */
export interface FailureMore {
  /** under which more is found, if not under the id of the request */
  readonly traceId?: string | undefined
  /** where it can be tried in another way: a path on this server */
  readonly retryUrl?: string | undefined
}

/** What browsers are shown when there is no safe way to answer the application. */
@Injectable()
export class ErrorPages {
  constructor(
    private readonly pages: Pages,
    private readonly apps: AppViews,
    private readonly clients: ClientDirectory,
    private readonly config: ServiceConfig,
  ) {}

  /** Answers a request to the authorization endpoint: whose it is cannot be known, or was not believed. */
  async answer(ctx: KoaContextWithOIDC, out: ErrorOut): Promise<void> {
    const failure = { code: out.error, message: out.error_description ?? '' }
    const named = ctx.query.client_id
    const html = await this.#renderFor(typeof named === 'string' ? named : '', failure, ctx)
    ctx.set(pageSecurity())
    ctx.type = 'text/html; charset=utf-8'
    ctx.body = html
  }

  /** The page for a failure. @param request that has failed, if it is known */
  async render(
    failure: Failure,
    locale: string,
    request?: FailedRequest,
    { traceId, retryUrl }: FailureMore = {},
  ): Promise<string> {
    const app = request && this.apps.of(request.client)
    return this.#render(failure, locale, {
      app,
      returnUrl: request && wayBack(request, oauthCodeOf(failure), this.config.publicUrl),
      retryUrl,
      ...(traceId !== undefined && { requestId: traceId }),
    })
  }

  async #renderFor(clientId: string, failure: Failure, ctx: KoaContextWithOIDC): Promise<string> {
    const locale = ctx.get('accept-language')
    const client = await this.#find(clientId)
    if (client) return this.render(failure, locale, { client })
    // Nobody is there, but it is still to be seen who it was said to be.
    const app: AppView | undefined = URL.canParse(clientId) ? { clientId, trusted: false } : undefined
    return this.#render(failure, locale, { app })
  }

  async #find(clientId: string): Promise<ClientMetadata | undefined> {
    try {
      return clientId === '' ? undefined : await this.clients.find(clientId)
    } catch (error) {
      if (error instanceof OAuthError) return undefined
      throw error
    }
  }

  async #render(
    { code, message }: Failure,
    locale: string,
    more: Pick<ErrorState, 'app' | 'returnUrl' | 'retryUrl' | 'requestId'>,
  ): Promise<string> {
    const fixed = { page: 'error', csrf: '', action: '', requestId: requestId() } as const
    return this.pages.render({ ...fixed, code, message, ...more }, locale)
  }
}

/** What an application is told: of what has failed elsewhere, it knows no codes. */
function oauthCodeOf({ code }: Failure): string {
  return code.startsWith('sso_') ? 'access_denied' : code
}
