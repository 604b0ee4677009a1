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

/** A model that is to be kept. */
export interface NewModel {
  readonly key: ModelKey
  readonly payload: Record<string, unknown>
  readonly grantId: string | undefined
  readonly expiresAt: Date
}

/** Where the authorization server keeps its state, for all nodes. Ids are kept as digests only. */
export abstract class OauthModelStore {
  abstract put(model: NewModel): Promise<void>

  /** A model that has not expired at a time. */
  abstract find(key: ModelKey, now: Date): Promise<StoredModel | undefined>

  /**
   * Marks a model as used, once.
   * @returns whether it was this call that did; of several at a time one does
   */
  abstract consume(key: ModelKey, now: Date): Promise<boolean>

  /**
   * Marks a model as used, once, and keeps what takes its place, in one step.
   * @returns `false` if it was used before or is not there; nothing is kept then
   */
  abstract replace(used: ModelKey, by: NewModel, now: Date): Promise<boolean>

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
