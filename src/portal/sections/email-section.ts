import { Injectable } from '@nestjs/common'
import type { Account } from '../../account/index.js'
import { EmailChanges } from '../../account/index.js'
import { MissingField, UnknownForm } from '../portal.errors.js'
import { PortalSection, type SectionOutcome, type SectionView, type TypedForm } from '../portal-section.js'
import type { EmailState } from '../portal-state.js'
import type { Visit } from '../visits/visit.js'

type Step = NonNullable<EmailState['step']>

/** Which code a form goes with. */
const STEP_OF_DECISION: Readonly<Record<string, Step>> = {
  confirm: 'confirm',
  change: 'change',
  'factor-on': 'factor',
  'factor-off': 'factor',
}

/** The e-mail address: confirmed, changed, whether signing in depends on it, and the language of what comes there. */
@Injectable()
export class EmailSection extends PortalSection {
  override readonly name = 'email'
  override readonly isSensitive = true

  constructor(private readonly emails: EmailChanges) {
    super()
  }

  override show({ account, query }: Visit, { fields }: TypedForm): SectionView {
    return {
      page: this.name,
      email: account.email,
      isConfirmed: account.emailConfirmedAt !== undefined,
      isFactor: account.emailAuthFactor,
      step: STEP_OF_DECISION[fields.decision ?? ''] ?? stepIn(query.step),
      wanted: fields.email ?? '',
      language: account.language,
      languages: this.emails.languages,
    }
  }

  override async sendCode({ account }: Visit, form: URLSearchParams): Promise<SectionOutcome> {
    const step = stepIn(form.get('for') ?? undefined)
    if (step === undefined) throw new UnknownForm()
    if (step === 'confirm') await this.emails.requestConfirmation(account.did)
    else await this.emails.requestUpdate(account.did)
    return { kind: 'go', to: this.name, query: { step }, done: 'code-sent' }
  }

  override async take({ account }: Visit, form: URLSearchParams): Promise<SectionOutcome> {
    const code = form.get('code')?.trim()
    switch (form.get('decision')) {
      case 'confirm':
        await this.emails.confirm(account.did, account.email ?? '', code ?? '')
        return { kind: 'go', to: this.name, done: 'email-confirmed' }
      case 'change':
        return this.#change(account, (form.get('email') ?? '').trim(), code)
      case 'factor-on':
        return this.#setFactor(account, code, true)
      case 'factor-off':
        return this.#setFactor(account, code, false)
      case 'language':
        return this.#setLanguage(account, form.get('language') ?? '')
      default:
        throw new UnknownForm()
    }
  }

  /** Whoever has a new address wants it confirmed: the code is on its way at once. */
  async #change({ did }: Account, email: string, code: string | undefined): Promise<SectionOutcome> {
    if (email === '') throw new MissingField('email')
    await this.emails.update(did, { email, code })
    await this.emails.requestConfirmation(did)
    return { kind: 'go', to: this.name, query: { step: 'confirm' }, done: 'email-changed' }
  }

  async #setLanguage({ did }: Account, wanted: string): Promise<SectionOutcome> {
    const language = this.emails.languages.find((each) => each === wanted)
    if (language === undefined && wanted !== '') throw new UnknownForm()
    await this.emails.setLanguage(did, language ?? null)
    return { kind: 'go', to: this.name, done: 'language-changed' }
  }

  async #setFactor(
    { did, email = '' }: Account,
    code: string | undefined,
    authFactor: boolean,
  ): Promise<SectionOutcome> {
    await this.emails.update(did, { email, code, authFactor })
    return { kind: 'go', to: this.name, done: authFactor ? 'factor-on' : 'factor-off' }
  }
}

function stepIn(text: string | undefined): Step | undefined {
  return text === 'confirm' || text === 'change' || text === 'factor' ? text : undefined
}
