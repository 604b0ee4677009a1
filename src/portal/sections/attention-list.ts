import { setTimeout as delay } from 'node:timers/promises'
import { Injectable } from '@nestjs/common'
import type { Account } from '../../account/index.js'
import { FactorDemands } from '../../auth/index.js'
import { HandlePolicy, KnownHandles } from '../../identity/index.js'
import type { Attention } from '../portal-state.js'

/** How long a page waits for other servers; what they would have said is left out then. */
const WAIT_MAX_MS = 1_500

/** What the owner of an account should see to. */
@Injectable()
export class AttentionList {
  constructor(
    private readonly policy: HandlePolicy,
    private readonly handles: KnownHandles,
    private readonly factors: FactorDemands,
  ) {}

  /** The most pressing first. */
  async of(account: Account): Promise<Attention[]> {
    const { email, emailConfirmedAt } = account
    const found: Attention[] = []
    if (await this.#isHandleBroken(account)) found.push('handle-broken')
    if (email === undefined) found.push('no-email')
    else if (!emailConfirmedAt) found.push('email-unconfirmed')
    if ((await this.factors.of(account)).length === 0) found.push('no-second-factor')
    return found
  }

  /** A handle of our domains leads here by itself; of another domain others have to say so. */
  async #isHandleBroken({ did, handle }: Account): Promise<boolean> {
    if (handle === undefined) return true
    if (this.policy.serviceDomainOf(handle)) return false
    const stop = new AbortController()
    try {
      const unknown = delay(WAIT_MAX_MS, did, { signal: stop.signal }).catch(() => did)
      return (await Promise.race([this.handles.resolve(handle), unknown])) !== did
    } finally {
      stop.abort()
    }
  }
}
