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
  /** what is used up by which request */
  readonly #used = new WeakMap<object, ModelKey>()

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

  /**
   * What this request has presented is used up in the same step in which what follows it is kept: until then, nothing was
   * given out. @returns false where nothing will follow: then it is to be used up at once
   */
  useWithNext(key: ModelKey): boolean {
    const request = Provider.ctx
    // The same is asked when it is decided whether there is a refresh token (provider-settings.ts).
    if (!request?.oidc.client?.grantTypeAllowed('refresh_token')) return false
    this.#used.set(request, key)
    return true
  }

  /** What is to be used up with what is kept now. */
  takeUsed(): ModelKey | undefined {
    const request = Provider.ctx
    const used = request && this.#used.get(request)
    if (used) this.#used.delete(request)
    return used
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
