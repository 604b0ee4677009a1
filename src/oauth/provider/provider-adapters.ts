import { Injectable } from '@nestjs/common'
import type { Adapter } from 'oidc-provider'
import { UsedTokenStore } from '../../auth/index.js'
import { Clock } from '../../telemetry/index.js'
import { ClientDirectory } from '../clients/client-directory.js'
import { ClientAdapter } from './client-adapter.js'
import { CodeAdapter } from './code-adapter.js'
import { GrantAdapter } from './grant-adapter.js'
import { ModelAdapter } from './model-adapter.js'
import { ModelKeeping } from './model-keeping.js'
import { RefreshTokenAdapter } from './refresh-token-adapter.js'
import { ReplayAdapter } from './replay-adapter.js'

/** Where oidc-provider keeps each kind of thing. */
@Injectable()
export class ProviderAdapters {
  constructor(
    private readonly keeping: ModelKeeping,
    private readonly clients: ClientDirectory,
    private readonly used: UsedTokenStore,
    private readonly clock: Clock,
  ) {}

  /** @param kind name of a model of oidc-provider */
  adapter(kind: string): Adapter {
    if (kind === 'Client') return new ClientAdapter(this.clients)
    if (kind === 'ReplayDetection') return new ReplayAdapter(this.used, this.clock)
    if (kind === 'AuthorizationCode') return new CodeAdapter(kind, this.keeping)
    if (kind === 'RefreshToken') return new RefreshTokenAdapter(kind, this.keeping)
    return kind === 'Grant' ? new GrantAdapter(kind, this.keeping) : new ModelAdapter(kind, this.keeping)
  }
}
