import { Injectable } from '@nestjs/common'
import { SignOut } from '../../account/index.js'
import { BlobUsage } from '../../blob/index.js'
import { UnitOfWork } from '../../database/index.js'
import { Devices } from '../../oauth/index.js'
import { UnknownForm } from '../portal.errors.js'
import { PORTAL_ROOT } from '../portal-address.js'
import { PortalSection, type SectionOutcome, type SectionView } from '../portal-section.js'
import type { Visit } from '../visits/visit.js'
import { AttentionList } from './attention-list.js'

/** How it stands with the account, and the ways out of it. */
@Injectable()
export class OverviewSection extends PortalSection {
  override readonly name = ''

  constructor(
    private readonly usage: BlobUsage,
    private readonly attention: AttentionList,
    private readonly devices: Devices,
    private readonly signOut: SignOut,
    private readonly work: UnitOfWork,
  ) {
    super()
  }

  override async show({ account }: Visit): Promise<SectionView> {
    const { did, email, emailConfirmedAt, createdAt } = account
    const [{ stored, allowance }, attention] = await Promise.all([
      this.usage.of(did),
      this.attention.of(account),
    ])
    return {
      page: 'overview',
      email:
        email === undefined ? undefined : { address: email, isConfirmed: emailConfirmedAt !== undefined },
      createdAt: createdAt.toISOString(),
      storage: { ...stored, quotaBytes: allowance.quotaBytes },
      attention,
    }
  }

  override async take({ account, device }: Visit, form: URLSearchParams): Promise<SectionOutcome> {
    const decision = form.get('decision')
    if (decision === 'sign-out') await this.devices.signOut(account.did, device.id)
    else if (decision === 'sign-out-everywhere')
      await this.work.run((tx) => this.signOut.everywhere(tx, account.did))
    else throw new UnknownForm()
    return { kind: 'leave', to: PORTAL_ROOT }
  }
}
