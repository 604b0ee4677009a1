/** A key that signs access tokens, as it is stored. */
export interface StoredOauthKey {
  readonly kid: string
  readonly wrapped: Uint8Array
  readonly kekId: string
  readonly createdAt: Date
}

/** Where the keys that sign access tokens are kept, for all nodes. */
export abstract class OauthKeyStore {
  /** All keys, newest first. */
  abstract list(): Promise<StoredOauthKey[]>

  /** Adds a key unless there is one that was made after `since`: of nodes that find none, one makes it. */
  abstract add(key: StoredOauthKey, since: Date): Promise<void>

  /** Removes keys that were made before a time. */
  abstract removeOlder(than: Date): Promise<number>
}
