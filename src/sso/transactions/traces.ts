import { Injectable } from '@nestjs/common'
import { Clock, Log, Metrics, Tallies } from '../../telemetry/index.js'
import type { VerifiedClaims } from '../connections/identity-provider.js'
import { storable } from '../../database/index.js'
import type { SsoFailure } from '../sso.errors.js'
import { FailureNotices } from './failure-notices.js'
import type { SsoTransaction } from './sso-transaction.js'
import { TraceStore } from './trace.store.js'

/** Largest trace that is kept, as JSON: what a provider says can be of any size. */
const DETAILS_LENGTH_MAX = 20_000

/** Writes down what becomes of sign-ins with an organization. */
@Injectable()
export class Traces {
  readonly #ends = new Tallies('result')

  constructor(
    private readonly store: TraceStore,
    private readonly notices: FailureNotices,
    private readonly clock: Clock,
    private readonly log: Log,
    metrics: Metrics,
  ) {
    metrics.expose(
      'pds_sso_sign_ins_total',
      'Sign-ins with an organization by result: done, or the code of the failure.',
      this.#ends,
    )
    this.#ends.begin(['done'])
  }

  /** A sign-in has failed. @param claims what the provider has said, if it came to that */
  async failed(transaction: SsoTransaction, failure: SsoFailure, claims?: VerifiedClaims): Promise<void> {
    const { reason: code, detail, facts } = failure
    this.#ends.of(code).add()
    this.log.info({ trace: transaction.id, code }, 'a sign-in with an organization has failed')
    const details = { detail, ...facts, ...(claims && { claims: claims.raw }) }
    await this.#put({ ...transaction, claims: claims ?? transaction.claims }, 'failed', code, details)
    await this.notices.tell(transaction, code)
  }

  /** A sign-in has succeeded. @param details what came of it */
  async done(transaction: SsoTransaction, details: Readonly<Record<string, unknown>>): Promise<void> {
    this.#ends.of('done').add()
    await this.#put(transaction, 'done', undefined, details)
  }

  #put(
    { id, connectionId, purpose, claims }: SsoTransaction,
    outcome: 'done' | 'failed',
    code: string | undefined,
    details: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const isLarge = JSON.stringify(details).length > DETAILS_LENGTH_MAX
    const { claims: _claims, ...rest } = details
    const kept = isLarge ? { ...rest, claims: 'too large to be kept' } : details
    const at = new Date(this.clock.nowMs())
    const subject = claims?.subject
    return this.store.put({ id, connectionId, at, purpose, outcome, code, subject, details: storable(kept) })
  }
}
