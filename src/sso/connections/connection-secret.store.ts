import type { Queryable } from '../../database/index.js'
import type { WrappedKey } from '../../identity/index.js'

/** Which secret of a connection: `client`, or what a protocol names. */
export interface SecretKey {
  readonly connectionId: string
  readonly purpose: string
}

/** Where secrets of connections are kept, sealed. */
export abstract class ConnectionSecretStore {
  abstract find(key: SecretKey): Promise<WrappedKey | undefined>

  /** Puts a secret in the place of what there was. */
  abstract put(tx: Queryable, key: SecretKey, secret: WrappedKey, now: Date): Promise<void>
}
