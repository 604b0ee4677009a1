import { Injectable } from '@nestjs/common'
import { Clock } from '../../telemetry/index.js'
import { OauthSessionEndings } from '../sessions/oauth-session-endings.js'
import { OauthModelStore } from '../state/oauth-model.store.js'
import { PresentedTokens } from './presented-tokens.js'

/** What models of oidc-provider are kept with, whatever their kind. */
@Injectable()
export class ModelKeeping {
  constructor(
    readonly store: OauthModelStore,
    readonly presented: PresentedTokens,
    /** ends the session that something belongs to which was used twice */
    readonly endings: OauthSessionEndings,
    readonly clock: Clock,
  ) {}
}
