import type { Signer } from '@guildhall/crypto'
import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { SERVICE_TOKEN_LIFETIME_S, ServiceTokenIssue } from '../auth/index.js'
import { BoundedCache, SigningKeys } from '../identity/index.js'
import { Clock } from '../telemetry/index.js'

/** Tokens kept for use again; each is some hundred bytes. */
const TOKENS_MAX = 20_000

/** Services kept in mind that take a token only once. */
const ONCE_ONLY_MAX = 1_000

/** After half its life a token is not used again: the clock of the service may be ahead. */
const REUSE_MS = (SERVICE_TOKEN_LIFETIME_S * 1000) / 2

/** A token for one method of one service. */
export interface CallToken {
  readonly token: string
  /** whether it may have been sent before */
  readonly isUsed: boolean
}

interface Kept {
  readonly token: string
  readonly madeAtMs: number
  readonly signer: Signer
}

/**
 * Tokens with which an account calls services. One for a query is used again for half its life, since to sign costs
 * more than all the rest of a call; one for a procedure never is, as a service may well refuse to do something twice
 * for one token.
 */
@Injectable()
export class CallTokens {
  readonly #kept = new BoundedCache<string, Kept>(TOKENS_MAX)
  readonly #onceOnly = new BoundedCache<string, true>(ONCE_ONLY_MAX)

  constructor(
    private readonly issue: ServiceTokenIssue,
    private readonly keys: SigningKeys,
    private readonly clock: Clock,
  ) {}

  /**
   * A token of an account.
   * @param audience DID of the service, with or without its entry
   * @param lxm NSID of the method
   * @param isQuery whether the call changes nothing
   */
  async of(did: Did, audience: string, lxm: string, isQuery: boolean): Promise<CallToken> {
    if (!isQuery || this.#onceOnly.get(audience)) return this.#fresh(did, audience, lxm)
    const key = `${did} ${audience} ${lxm}`
    const kept = this.#kept.get(key)
    const nowMs = this.clock.nowMs()
    const signer = await this.keys.signerFor(did)
    // A token of a key that was replaced is worth nothing.
    if (kept && nowMs - kept.madeAtMs < REUSE_MS && kept.signer === signer) {
      return { token: kept.token, isUsed: true }
    }
    const token = await this.issue.issueOwn(did, audience, lxm)
    this.#kept.set(key, { token, madeAtMs: nowMs, signer })
    return { token, isUsed: false }
  }

  /** From now on, a service gets a new token with every call: it refused one that it had seen, and took another. */
  onlyOnce(audience: string): void {
    this.#onceOnly.set(audience, true)
  }

  async #fresh(did: Did, audience: string, lxm: string): Promise<CallToken> {
    return { token: await this.issue.issueOwn(did, audience, lxm), isUsed: false }
  }
}
