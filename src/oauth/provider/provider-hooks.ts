import { Injectable } from '@nestjs/common'
import type { Configuration, Provider } from 'oidc-provider'
import { ProviderAdapters } from './provider-adapters.js'
import { ProviderSettings } from './provider-settings.js'
import { RequestHooks } from './request-hooks.js'
import { TokenHooks } from './token-hooks.js'

/** The whole configuration of oidc-provider: the settings, and what has to be asked for each request. */
@Injectable()
export class ProviderHooks {
  constructor(
    private readonly settings: ProviderSettings,
    private readonly adapters: ProviderAdapters,
    private readonly requests: RequestHooks,
    private readonly tokens: TokenHooks,
  ) {}

  /** @param provider the one that is made with it */
  configuration(provider: () => Provider): Configuration {
    return {
      ...this.settings.fixed((ctx) => this.requests.isSilent(ctx)),
      ...this.requests.configuration(provider),
      ...this.tokens.configuration(this.settings.lifetimes),
      adapter: (kind: string) => this.adapters.adapter(kind),
    }
  }
}
