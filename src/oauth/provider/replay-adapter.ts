import { createHash } from 'node:crypto'
import type { Adapter, AdapterPayload } from 'oidc-provider'
import type { UsedTokenStore } from '../../auth/index.js'
import type { Clock } from '../../telemetry/index.js'
import { errors } from './oidc-library.js'

/** Notes which proofs were used, on whatever node: of several at the same moment one is the first. */
export class ReplayAdapter implements Adapter {
  constructor(
    private readonly used: UsedTokenStore,
    private readonly clock: Clock,
  ) {}

  /** Nothing is ever found: what is decided is decided by {@link upsert}. */
  find(): Promise<undefined> {
    return Promise.resolve(undefined)
  }

  async upsert(id: string, _payload: AdapterPayload, expiresInS: number): Promise<void> {
    const key = createHash('sha256').update(`dpop proof\0${id}`).digest()
    const until = new Date(this.clock.nowMs() + expiresInS * 1000)
    if (!(await this.used.use(key, until)))
      throw new errors.InvalidDpopProof('the DPoP proof was used before')
  }

  findByUserCode(): Promise<undefined> {
    return Promise.resolve(undefined)
  }

  findByUid(): Promise<undefined> {
    return Promise.resolve(undefined)
  }

  consume(): Promise<void> {
    return Promise.resolve()
  }

  destroy(): Promise<void> {
    return Promise.resolve()
  }

  revokeByGrantId(): Promise<void> {
    return Promise.resolve()
  }
}
