import type { ModelKey, StoredModel } from '../state/oauth-model.store.js'
import type { FoundOauthSession } from './oauth-session.store.js'

/** A code or a refresh token, and what it stands for. */
export interface PresentedToken {
  readonly token: StoredModel
  /** what was granted, unless that has ended */
  readonly grant: StoredModel | undefined
  /** of the grant; it may have expired */
  readonly session: FoundOauthSession | undefined
}

/** Looks up what a client presents, with everything that is asked about it, at once. */
export abstract class PresentedTokenStore {
  /** A token that has not expired at a time. */
  abstract find(key: ModelKey, now: Date): Promise<PresentedToken | undefined>
}
