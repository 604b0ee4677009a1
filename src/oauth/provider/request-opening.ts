import type { ClientAuth } from '@guildhall/oauth'
import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import type { KoaContextWithOIDC } from 'oidc-provider'
import { stateOf } from '../../account/index.js'
import { Devices } from '../devices/devices.js'
import { SessionOpening } from '../sessions/session-opening.js'
import { OauthModelStore } from '../state/oauth-model.store.js'
import { errors } from './oidc-library.js'

/** Who was signed in without being asked. */
export interface SilentSignIn {
  readonly did: Did
  readonly deviceId: Uint8Array
}

/** What happens when a browser opens a pushed request: it belongs to that browser from then on. */
@Injectable()
export class RequestOpening {
  readonly #silent = new WeakMap<object, SilentSignIn>()

  constructor(
    private readonly models: OauthModelStore,
    private readonly devices: Devices,
    private readonly sessions: SessionOpening,
  ) {}

  /** Who was signed in silently by a request. */
  silentOf(ctx: KoaContextWithOIDC): SilentSignIn | undefined {
    return this.#silent.get(ctx.req)
  }

  /** @throws errors of oidc-provider */
  async open(ctx: KoaContextWithOIDC): Promise<void> {
    const device = await this.devices.meet(ctx.req.headers)
    if (device.setCookie !== undefined) ctx.res.appendHeader('set-cookie', device.setCookie)
    const pushed = ctx.oidc.entities.PushedAuthorizationRequest as { jti: string } | undefined
    const key = { kind: 'PushedAuthorizationRequest', id: pushed?.jti ?? '' }
    if (!(await this.models.bind(key, device.id))) {
      const refusal = new errors.InvalidRequest('this request was opened in another browser, or was used')
      throw Object.assign(refusal, { allow_redirect: false })
    }
    const params = ctx.oidc.params as Record<string, string | undefined>
    if (params.prompt !== 'none') return
    const accounts = (await this.devices.accountsOf(device, Number.POSITIVE_INFINITY)).filter(
      ({ account: { did, handle }, account }) =>
        stateOf(account) === 'active' &&
        (params.login_hint === undefined || params.login_hint === did || params.login_hint === handle),
    )
    const [found, ...more] = accounts
    if (more.length > 0)
      throw new errors.CustomOIDCProviderError('account_selection_required', 'several accounts are signed in')
    if (!found || found.isStale) throw new errors.LoginRequired('nobody is signed in')
    const { did } = found.account
    if (!(await this.sessions.hasConsented(did, ctx.oidc.client!.clientId, params.scope ?? '')))
      throw new errors.ConsentRequired('this was not consented to yet')
    ctx.oidc.session!.loginAccount({ accountId: did, transient: true })
    this.#silent.set(ctx.req, { did, deviceId: device.id })
  }
}

/** How a client proved who it is when it pushed a request. */
export function clientAuthOf(params: Record<string, unknown>): ClientAuth {
  return JSON.parse(String(params.client_auth)) as ClientAuth
}
