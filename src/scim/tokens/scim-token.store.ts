import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'

/** A token of a directory, without its secret. */
export interface ScimToken {
  readonly id: string
  readonly connectionId: string
  readonly name: string
  /** undefined: the holder of the password */
  readonly createdBy: Did | undefined
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly revokedAt: Date | undefined
  readonly usedAt: Date | undefined
  readonly usedIp: string | undefined
}

/** Where tokens of directories are kept, under digests of their secrets. */
export abstract class ScimTokenStore {
  abstract add(tx: Queryable, token: ScimToken, digest: Uint8Array): Promise<void>

  abstract find(connectionId: string, id: string): Promise<ScimToken | undefined>

  /** The token of a secret that is good now: neither expired nor revoked, nor replaced for too long. */
  abstract findGood(digest: Uint8Array, now: Date): Promise<ScimToken | undefined>

  /** All of a connection, the latest first. */
  abstract list(connectionId: string): Promise<ScimToken[]>

  /** Replaces the secret; the former one stays good until then. `false` if there is no such token that is good. */
  abstract rotate(
    tx: Queryable,
    id: string,
    digest: Uint8Array,
    times: { readonly now: Date; readonly formerUntil: Date },
  ): Promise<boolean>

  /** `false` if there is no such token, or it was revoked before. */
  abstract revoke(tx: Queryable, id: string, at: Date): Promise<boolean>

  /** Notes that a token was used, unless that was noted after a time. */
  abstract used(
    id: string,
    use: { readonly at: Date; readonly ip: string; readonly notedAfter: Date },
  ): Promise<void>
}
