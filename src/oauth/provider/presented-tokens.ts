import { Injectable } from '@nestjs/common'
import { type PresentedToken, PresentedTokenStore } from '../sessions/presented-token.store.js'
import type { FoundOauthSession } from '../sessions/oauth-session.store.js'
import type { ModelKey, StoredModel } from '../state/oauth-model.store.js'
import { Provider } from './oidc-library.js'

interface Presented extends PresentedToken {
  readonly grantId: unknown
}

/**
 * What the requests that are being served have presented. oidc-provider asks for a token, then for its grant, then for
 * its session: they are read together, and each is given out once, for it may change after that.
 */
@Injectable()
export class PresentedTokens {
  readonly #presented = new WeakMap<object, Partial<Presented>>()

  constructor(private readonly store: PresentedTokenStore) {}

  /** A code or a refresh token. */
  async find(key: ModelKey, now: Date): Promise<StoredModel | undefined> {
    const found = await this.store.find(key, now)
    const request = Provider.ctx
    if (found && request) this.#presented.set(request, { ...found, grantId: found.token.payload['grantId'] })
    return found?.token
  }

  /** The grant of the token that this request has presented; undefined if it is to be looked up. */
  takeGrant(grantId: string): StoredModel | undefined {
    return this.#take('grant', grantId)
  }

  /** The session of the token that this request has presented; undefined if it is to be looked up. */
  takeSession(grantId: string): FoundOauthSession | undefined {
    return this.#take('session', grantId)
  }

  #take<K extends 'grant' | 'session'>(part: K, grantId: string): Presented[K] | undefined {
    const request = Provider.ctx
    const presented = request && this.#presented.get(request)
    if (presented?.grantId !== grantId) return undefined
    const taken = presented[part]
    delete presented[part]
    return taken
  }
}
