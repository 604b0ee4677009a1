import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'

/** In which browser, and for what. */
export interface HalfSignInKey {
  readonly deviceId: Uint8Array
  readonly purpose: string
}

/** Somebody who has proved the password, and not the second factor yet. */
export interface HalfSignIn {
  readonly did: Did
  /** whether to stay signed in */
  readonly remembered: boolean
}

/** Where sign-ins are kept between their two steps. */
export abstract class HalfSignInStore {
  /** Puts one in the place of what there was. */
  abstract put(key: HalfSignInKey, half: HalfSignIn, expiresAt: Date): Promise<void>

  abstract find(key: HalfSignInKey, now: Date): Promise<HalfSignIn | undefined>

  abstract remove(key: HalfSignInKey): Promise<void>

  abstract removeOf(on: Queryable, did: Did): Promise<void>

  /** Removes up to `limit` that have expired; returns how many went. */
  abstract removeExpired(now: Date, limit: number): Promise<number>
}
