import type { Account } from '../../account/index.js'
import { AuthenticationRequired } from '../../auth/index.js'
import { Injectable } from '@nestjs/common'
import { SecondFactorRequired, type SignInPlace, SignIns, SignInStates } from '../../oauth/index.js'
import { CONFIRM, pageOf } from '../portal-address.js'
import { PortalSection, type SectionOutcome, type SectionView } from '../portal-section.js'
import { SectionList } from '../section-list.js'
import type { Visit } from '../visits/visit.js'

/** Sign-ins that are not done belong to this page. */
const PURPOSE = 'account-confirm'

/** Proving once more who one is: whoever finds a browser open changes nothing that matters. */
@Injectable()
export class ConfirmSection extends PortalSection {
  override readonly name = CONFIRM

  constructor(
    private readonly signIns: SignIns,
    private readonly states: SignInStates,
    private readonly sections: SectionList,
  ) {
    super()
  }

  override async show(visit: Visit): Promise<SectionView> {
    if (visit.query.step === 'second') {
      const pending = await this.states.secondFactor(placeOf(visit), NO_FORM)
      if (pending) return { page: this.name, passkey: pending.passkey, second: pending.ways }
    }
    const { did } = visit.account
    const back = pageOf(did, this.sections.find(visit.query.to ?? '') ? visit.query.to : '')
    const first = await this.states.signIn(visit.device, NO_NAME, { back, hint: did, isForced: true })
    return { page: this.name, passkey: first.passkey, organizations: first.organizations }
  }

  /** It changes nothing. */
  override admits(): boolean {
    return true
  }

  /** The same as signing in, with the same limits; only the account is known already. */
  override async take(visit: Visit, form: URLSearchParams): Promise<SectionOutcome> {
    const { did } = visit.account
    const to = visit.query.to ?? ''
    const fields = { ...Object.fromEntries(form), identifier: did }
    try {
      const account = await this.#prove(visit, fields)
      // A passkey says by itself whose it is.
      if (account.did !== did) throw new AuthenticationRequired('This is the passkey of another account')
    } catch (error) {
      if (!(error instanceof SecondFactorRequired)) throw error
      return { kind: 'go', to: CONFIRM, query: { to, step: 'second' } }
    }
    return { kind: 'go', to: this.sections.find(to) ? to : '' }
  }

  #prove(visit: Visit, fields: Record<string, string>): Promise<Account> {
    const place = placeOf(visit)
    // Only the page of the first step has a field for the password.
    if (fields.password === undefined) return this.signIns.finish(fields, place)
    return this.signIns.signIn(fields, { ...place, remembered: visit.isRemembered })
  }
}

function placeOf({ device, ip }: Visit): Omit<SignInPlace, 'remembered'> {
  return { device, ip, purpose: PURPOSE, admitsLeaving: true }
}

const NO_FORM = { csrf: '', action: '', links: {} }
const NO_NAME = { ...NO_FORM, identifier: '', fixed: true, remember: false }
