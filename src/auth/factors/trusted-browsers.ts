import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { SessionHolder } from '../../account/index.js'
import type { Queryable } from '../../database/index.js'
import { Clock } from '../../telemetry/index.js'
import { AuthConfig } from '../auth.config.js'
import { TrustedBrowserStore } from './trusted-browser.store.js'

/**
 * Browsers in which an account signs in without its second factor for a while, as its owner has wished. None is any more
 * when all sessions have to end, as after a new password, and when a factor changes.
 */
@Injectable()
export class TrustedBrowsers extends SessionHolder {
  constructor(
    private readonly store: TrustedBrowserStore,
    private readonly config: AuthConfig,
    private readonly clock: Clock,
  ) {
    super()
  }

  /** For how long a browser can be trusted; 0 if none can. */
  get trustMs(): number {
    return this.config.browserTrustMs
  }

  /** Trusts a browser from now on, if browsers can be. */
  async trust(deviceId: Uint8Array, did: Did): Promise<void> {
    if (this.trustMs === 0) return
    await this.store.trust(deviceId, did, new Date(this.clock.nowMs() + this.trustMs))
  }

  async isTrusted(deviceId: Uint8Array, did: Did): Promise<boolean> {
    return this.trustMs > 0 && (await this.store.isTrusted(deviceId, did, new Date(this.clock.nowMs())))
  }

  /** Trusts no browser any more, inside the caller's transaction. */
  override endAll(tx: Queryable, did: Did): Promise<void> {
    return this.store.removeOf(tx, did)
  }
}
