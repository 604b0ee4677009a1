import { Injectable } from '@nestjs/common'
import { SecondFactors } from '../../auth/index.js'
import { PortalSection, type SectionOutcome, type SectionView, type TypedForm } from '../portal-section.js'
import type { Visit } from '../visits/visit.js'

/** A passkey is added, by the browser. */
@Injectable()
export class NewPasskeySection extends PortalSection {
  override readonly name = 'new-passkey'
  override readonly isSensitive = true

  constructor(private readonly factors: SecondFactors) {
    super()
  }

  override async show({ account, device }: Visit, { fields }: TypedForm): Promise<SectionView> {
    const creation = await this.factors.beginPasskey(account.did, device.id)
    return { page: this.name, name: fields.name ?? '', creation }
  }

  override async take({ account, device }: Visit, form: URLSearchParams): Promise<SectionOutcome> {
    const name = form.get('name') ?? ''
    const made = await this.factors.finishPasskey(account.did, device.id, name, form.get('passkey') ?? '')
    if (made.recoveryCodes)
      return { kind: 'show', view: { page: 'recovery-codes', codes: made.recoveryCodes } }
    return { kind: 'go', to: 'security', done: 'factor-added' }
  }
}
