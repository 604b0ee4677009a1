import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { type Account, Accounts, SessionHolder } from '../../account/index.js'
import type { Queryable } from '../../database/index.js'
import { Clock } from '../../telemetry/index.js'
import { HalfSignInStore } from './half-sign-in.store.js'
import type { SignInPlace } from './sign-in-place.js'

const MINUTE_MS = 60_000
/** Long enough to find a telephone, or to wait for a mail. */
const LIFETIME_MS = 10 * MINUTE_MS

/** A sign-in in which the password was proved. */
export interface ProvedHalf {
  readonly account: Account
  /** whether to stay signed in */
  readonly remembered: boolean
}

/**
 * Remembers for a short while that the password was proved in a browser, so that it need not be typed again with the second
 * factor. A new password makes it forgotten.
 */
@Injectable()
export class HalfSignIns extends SessionHolder {
  constructor(
    private readonly store: HalfSignInStore,
    private readonly accounts: Accounts,
    private readonly clock: Clock,
  ) {
    super()
  }

  /** Remembers that somebody has proved the password at a place. */
  begin(did: Did, { device, purpose, remembered }: SignInPlace): Promise<void> {
    const expiresAt = new Date(this.clock.nowMs() + LIFETIME_MS)
    return this.store.put({ deviceId: device.id, purpose }, { did, remembered }, expiresAt)
  }

  /** What was begun at a place; `undefined` if nothing was, or too long ago. */
  async find({ device, purpose }: Pick<SignInPlace, 'device' | 'purpose'>): Promise<ProvedHalf | undefined> {
    const half = await this.store.find({ deviceId: device.id, purpose }, new Date(this.clock.nowMs()))
    const account = half && (await this.accounts.byDid(half.did))
    return account && { account, remembered: half.remembered }
  }

  /** Forgets it: it is done. */
  end({ device, purpose }: Pick<SignInPlace, 'device' | 'purpose'>): Promise<void> {
    return this.store.remove({ deviceId: device.id, purpose })
  }

  override endAll(tx: Queryable, did: Did): Promise<void> {
    return this.store.removeOf(tx, did)
  }
}
