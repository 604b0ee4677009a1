import { Injectable } from '@nestjs/common'
import { DpopNonces, DpopProofs, nonceRequired, OAuthError, type ProofTarget } from '@guildhall/oauth'
import { Clock } from '../../../telemetry/index.js'
import { ProofUses } from './proof-uses.js'

/** Checks the proofs of requests, each of which is good once. */
@Injectable()
export class RequestProofs {
  readonly #proofs: DpopProofs

  constructor(
    private readonly nonces: DpopNonces,
    private readonly uses: ProofUses,
    clock: Clock,
  ) {
    this.#proofs = new DpopProofs(nonces, () => clock.nowMs())
  }

  /** For the next proof of a client. */
  get nextNonce(): string {
    return this.nonces.next()
  }

  /**
   * Checks a proof and uses it up.
   * @returns the thumbprint of its key
   * @throws {OAuthError} `invalid_dpop_proof` or `use_dpop_nonce`
   */
  async check(proof: unknown, target: ProofTarget): Promise<string> {
    const checked = this.#proofs.verify(proof, target)
    const use = await this.uses.use(checked)
    if (use === 'unknown') throw nonceRequired()
    if (use === 'used') throw new OAuthError('invalid_dpop_proof', 'the DPoP proof was used before')
    return checked.thumbprint
  }
}
