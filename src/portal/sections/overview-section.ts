import { Injectable } from '@nestjs/common'
import { BlobUsage } from '../../blob/index.js'
import { UnknownForm } from '../portal.errors.js'
import { PortalSection, type SectionOutcome, type SectionView } from '../portal-section.js'
import type { Visit } from '../visits/visit.js'
import { AttentionList } from './attention-list.js'
import { OwnSignOut } from './own-sign-out.js'

const SIGN_OUTS: ReadonlySet<string> = new Set(['sign-out', 'sign-out-everywhere'])

/** How it stands with the account, and the ways out of it. */
@Injectable()
export class OverviewSection extends PortalSection {
  override readonly name = ''

  constructor(
    private readonly usage: BlobUsage,
    private readonly attention: AttentionList,
    private readonly signOut: OwnSignOut,
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

  /** Everybody may go. */
  override admits(visit: Visit, form?: URLSearchParams): boolean {
    return super.admits(visit) || SIGN_OUTS.has(form?.get('decision') ?? '')
  }

  override async take(visit: Visit, form: URLSearchParams): Promise<SectionOutcome> {
    const decision = form.get('decision')
    if (decision === 'sign-out') return { kind: 'leave', to: await this.signOut.here(visit) }
    if (decision === 'sign-out-everywhere') return { kind: 'leave', to: await this.signOut.everywhere(visit) }
    throw new UnknownForm()
  }
}
