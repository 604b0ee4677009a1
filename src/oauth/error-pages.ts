import { Injectable } from '@nestjs/common'
import type { ErrorOut, KoaContextWithOIDC } from 'oidc-provider'
import { requestId } from '../telemetry/index.js'
import { Pages } from './pages.js'
import { pageSecurity } from './page-security.js'

/** What browsers are shown when there is no safe way back to the application. */
@Injectable()
export class ErrorPages {
  constructor(private readonly pages: Pages) {}

  /** Answers a request to the authorization endpoint. */
  async answer(ctx: KoaContextWithOIDC, out: ErrorOut): Promise<void> {
    const html = await this.render(out.error, out.error_description ?? '', ctx.get('accept-language'))
    ctx.set(pageSecurity())
    ctx.type = 'text/html; charset=utf-8'
    ctx.body = html
  }

  /** The page for an error. @param code of OAuth */
  async render(code: string, message: string, locale: string): Promise<string> {
    return this.pages.render(
      { page: 'error', csrf: '', action: '', code, message, requestId: requestId() },
      locale,
    )
  }
}
