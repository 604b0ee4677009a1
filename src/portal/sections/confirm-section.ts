import { Injectable } from '@nestjs/common'
import { SignIns } from '../../oauth/index.js'
import { CONFIRM } from '../account-pages.js'
import { PortalSection, type SectionOutcome, type SectionView, type TypedForm } from '../portal-section.js'
import type { PortalProblem } from '../portal-state.js'
import { SectionList } from '../section-list.js'
import type { Visit } from '../visits/visit.js'

const CODE_PROBLEMS: ReadonlySet<PortalProblem> = new Set(['code-sent', 'wrong-code', 'expired-code'])

/** Proving once more who one is: whoever finds a browser open changes nothing that matters. */
@Injectable()
export class ConfirmSection extends PortalSection {
  override readonly name = CONFIRM

  constructor(
    private readonly signIns: SignIns,
    private readonly sections: SectionList,
  ) {
    super()
  }

  override show(_visit: Visit, { problem }: TypedForm): SectionView {
    const isCodeWanted = problem !== undefined && CODE_PROBLEMS.has(problem)
    return { page: 'confirm', isCodeWanted }
  }

  /** The same as signing in, with the same limits; only the account is known already. */
  override async take(visit: Visit, form: URLSearchParams): Promise<SectionOutcome> {
    const { account, device, ip, isRemembered, query } = visit
    const fields = { ...Object.fromEntries(form), identifier: account.did }
    await this.signIns.signIn(fields, { device, ip, remembered: isRemembered })
    const to = query.to ?? ''
    return { kind: 'go', to: this.sections.find(to) ? to : '' }
  }
}
