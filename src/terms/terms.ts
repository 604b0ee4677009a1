import { createHash } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { ServiceConfig } from '../../config/index.js'
import type { Queryable } from '../../database/index.js'
import { Clock } from '../../telemetry/index.js'
import { TermsAcceptanceStore } from './terms-acceptance.store.js'

/** What members have to agree to. */
@Injectable()
export class Terms {
  constructor(
    private readonly service: ServiceConfig,
    private readonly store: TermsAcceptanceStore,
    private readonly clock: Clock,
  ) {}

  get links(): { readonly terms: string | undefined; readonly privacy: string | undefined } {
    const { termsOfServiceUrl: terms, privacyPolicyUrl: privacy } = this.service
    return { terms, privacy }
  }

  /** Whether there is anything to agree to. */
  get isAsked(): boolean {
    return this.links.terms !== undefined || this.links.privacy !== undefined
  }

  /** Writes down that somebody has agreed, in the transaction that makes the account. */
  async accepted(tx: Queryable, did: Did, from: { ip: string; locale: string }): Promise<void> {
    if (!this.isAsked) return
    const { terms = '', privacy = '' } = this.links
    const version = createHash('sha256').update(`${terms}\n${privacy}`).digest('hex')
    const locale = from.locale.split(',', 1)[0]!.slice(0, 35)
    await this.store.add(tx, { did, version, at: new Date(this.clock.nowMs()), locale, ip: from.ip })
  }
}
