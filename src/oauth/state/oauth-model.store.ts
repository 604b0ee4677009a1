import type { Queryable } from '../../database/index.js'

/** Something that was kept. */
export interface StoredModel {
  readonly payload: Record<string, unknown>
  readonly consumedAt: Date | undefined
}

/** Names one model: what it is, and its id, which may be a secret. */
export interface ModelKey {
  readonly kind: string
  readonly id: string
}

/** Where the authorization server keeps its state, for all nodes. Ids are kept as digests only. */
export abstract class OauthModelStore {
  abstract put(
    key: ModelKey,
    payload: Record<string, unknown>,
    grantId: string | undefined,
    expiresAt: Date,
  ): Promise<void>

  /** A model that has not expired at a time. */
  abstract find(key: ModelKey, now: Date): Promise<StoredModel | undefined>

  /**
   * Marks a model as used, once.
   * @returns whether it was this call that did; of several at a time one does
   */
  abstract consume(key: ModelKey, now: Date): Promise<boolean>

  /**
   * Binds a model that was not used yet to a browser.
   * @returns `false` if it belongs to another one, was used, or is not there
   */
  abstract bind(key: ModelKey, deviceId: Uint8Array): Promise<boolean>

  abstract remove(key: ModelKey): Promise<void>

  /** Removes everything of grants. */
  abstract removeGrants(on: Queryable, grantIds: readonly string[]): Promise<void>

  /** Removes up to `limit` that expired before `now`; returns how many went. */
  abstract removeExpired(now: Date, limit: number): Promise<number>
}
