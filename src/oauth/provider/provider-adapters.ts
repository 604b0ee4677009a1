import { Injectable } from '@nestjs/common'
import type { Adapter } from 'oidc-provider'
import { UsedTokenStore } from '../../auth/index.js'
import { Clock } from '../../telemetry/index.js'
import { ClientDirectory } from '../clients/client-directory.js'
import { OauthSessionEndings } from '../sessions/oauth-session-endings.js'
import { OauthModelStore } from '../state/oauth-model.store.js'
import { ClientAdapter } from './client-adapter.js'
import { ModelAdapter } from './model-adapter.js'
import { ReplayAdapter } from './replay-adapter.js'

/** Where oidc-provider keeps each kind of thing. */
@Injectable()
export class ProviderAdapters {
  constructor(
    private readonly models: OauthModelStore,
    private readonly clients: ClientDirectory,
    private readonly used: UsedTokenStore,
    private readonly endings: OauthSessionEndings,
    private readonly clock: Clock,
  ) {}

  /** @param kind name of a model of oidc-provider */
  adapter(kind: string): Adapter {
    if (kind === 'Client') return new ClientAdapter(this.clients)
    if (kind === 'ReplayDetection') return new ReplayAdapter(this.used, this.clock)
    return new ModelAdapter(kind, this.models, this.clock, (grantId) => this.endings.end(grantId))
  }
}
