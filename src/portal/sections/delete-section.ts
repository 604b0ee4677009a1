import { Injectable } from '@nestjs/common'
import { OwnDeletion } from '../../lifecycle/index.js'
import { entranceOf, FAREWELL } from '../portal-address.js'
import { NotSure } from '../portal.errors.js'
import { PortalSection, type SectionOutcome, type SectionView, type TypedForm } from '../portal-section.js'
import type { Visit } from '../visits/visit.js'

/** The end of the account. */
@Injectable()
export class DeleteSection extends PortalSection {
  override readonly name = 'delete'
  override readonly isSensitive = true

  constructor(private readonly deletion: OwnDeletion) {
    super()
  }

  override show({ account, query }: Visit, { problem }: TypedForm): SectionView {
    const isCodeSent = query.step === 'code' || problem !== undefined
    return { page: this.name, isCodeSent, email: account.email }
  }

  override async sendCode({ account }: Visit): Promise<SectionOutcome> {
    await this.deletion.request(account.did)
    return { kind: 'go', to: this.name, query: { step: 'code' }, done: 'code-sent' }
  }

  override async take({ account, ip }: Visit, form: URLSearchParams): Promise<SectionOutcome> {
    if (form.get('sure') !== 'on') throw new NotSure()
    const password = form.get('password') ?? ''
    const code = (form.get('code') ?? '').trim()
    await this.deletion.delete(account.did, { password, code, ip })
    return { kind: 'leave', to: entranceOf(FAREWELL) }
  }
}
