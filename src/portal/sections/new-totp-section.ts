import { Injectable } from '@nestjs/common'
import { SecondFactors } from '../../auth/index.js'
import { PortalSection, type SectionOutcome, type SectionView } from '../portal-section.js'
import type { Visit } from '../visits/visit.js'

/** An app that makes codes is added: it is shown a secret, and shows that it has it. */
@Injectable()
export class NewTotpSection extends PortalSection {
  override readonly name = 'new-totp'
  override readonly isSensitive = true

  constructor(private readonly factors: SecondFactors) {
    super()
  }

  /** What was begun is shown again, so that a code that was typed wrong does not make it begin anew. */
  override async show({ account: { did } }: Visit): Promise<SectionView> {
    const { qr, secret, uri } = (await this.factors.pendingTotp(did)) ?? (await this.factors.beginTotp(did))
    return { page: this.name, qr, secret, uri }
  }

  override async take({ account }: Visit, form: URLSearchParams): Promise<SectionOutcome> {
    const { recoveryCodes: codes } = await this.factors.confirmTotp(account.did, form.get('code') ?? '')
    if (codes) return { kind: 'show', view: { page: 'recovery-codes', codes } }
    return { kind: 'go', to: 'security', done: 'factor-added' }
  }
}
