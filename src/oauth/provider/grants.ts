import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import type { Grant, KoaContextWithOIDC, Provider } from 'oidc-provider'
import { BusinessEvents } from '../../telemetry/index.js'
import { ClientDirectory } from '../clients/client-directory.js'
import { SessionOpening } from '../sessions/session-opening.js'
import { ProviderSettings } from './provider-settings.js'
import { clientAuthOf } from './request-opening.js'

/** Where the session was opened, for those who count. */
const OAUTH = 'oauth'

/** What somebody has agreed to. */
export interface Agreement {
  readonly did: Did
  readonly deviceId: Uint8Array
  readonly scope: string
  /** of the request */
  readonly params: Readonly<Record<string, unknown>>
}

/** Makes grants. Each has a session of its own: two of one application end independently of each other. */
@Injectable()
export class Grants {
  constructor(
    private readonly sessions: SessionOpening,
    private readonly settings: ProviderSettings,
    private readonly clients: ClientDirectory,
    private readonly events: BusinessEvents,
  ) {}

  /** @returns the id of the grant, which is that of the session as well */
  async make(provider: Provider, { did, deviceId, scope, params }: Agreement): Promise<string> {
    const clientId = String(params.client_id)
    const grant = new provider.Grant({ accountId: did, clientId })
    grant.addResourceScope(this.settings.resource, scope)
    const id = await grant.save()
    const dpopThumbprint = String(params.dpop_jkt)
    const clientAuth = clientAuthOf(params)
    await this.sessions.open({ id, did, clientId, deviceId, scope, dpopThumbprint, clientAuth })
    this.events.authorized(this.clients.isTrusted(clientId))
    this.events.sessionCreated(OAUTH)
    return id
  }

  /** The grant that a request has led to, and never another one. */
  async of(provider: Provider, ctx: KoaContextWithOIDC): Promise<Grant | undefined> {
    const id = ctx.oidc.result?.consent?.grantId
    return id === undefined ? undefined : provider.Grant.find(id)
  }
}
