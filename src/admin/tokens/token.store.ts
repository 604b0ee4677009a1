import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'
import type { Slice } from '../api/list-page.js'

/** A token of the administration, without its secret. */
export interface AdminToken {
  readonly id: string
  readonly name: string
  readonly permissions: readonly string[]
  /** it is for accounts whose handles are below it; undefined: as far as its maker reaches */
  readonly domain: string | undefined
  /** addresses and networks (CIDR) that it is taken from; none: from everywhere */
  readonly ipAllow: readonly string[]
  /** undefined: the holder of the password */
  readonly createdBy: Did | undefined
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly revokedAt: Date | undefined
  readonly usedAt: Date | undefined
  readonly usedIp: string | undefined
}

/** Where tokens are kept, under digests of their secrets. */
export abstract class TokenStore {
  abstract add(tx: Queryable, token: AdminToken, digest: Uint8Array): Promise<void>

  abstract find(id: string): Promise<AdminToken | undefined>

  /** The token of a secret that is good now: neither expired nor revoked, nor replaced for too long. */
  abstract findGood(digest: Uint8Array, now: Date): Promise<AdminToken | undefined>

  /** The token of a secret, also of one that is good for nothing any more. */
  abstract findKnown(digest: Uint8Array): Promise<AdminToken | undefined>

  /**
   * Tokens by their ids, which are in the order in which they were made.
   * @param domains of those for one of these, or a domain below it; absent: of all
   */
  abstract list(domains: readonly string[] | undefined, slice: Slice): Promise<AdminToken[]>

  abstract count(domains: readonly string[] | undefined): Promise<number>

  /** How many are good now and will have expired at a time. */
  abstract countEnding(now: Date, until: Date): Promise<number>

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
