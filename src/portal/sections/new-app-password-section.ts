import { Injectable } from '@nestjs/common'
import { AppPasswords } from '../../account/index.js'
import { AppPasswordIssue } from '../../auth/index.js'
import { MissingField } from '../portal.errors.js'
import { PortalSection, type SectionOutcome, type SectionView, type TypedForm } from '../portal-section.js'
import type { NewAppPasswordState } from '../portal-state.js'
import type { Visit } from '../visits/visit.js'
import { appPasswordView } from './app-passwords-section.js'

const DAY_MS = 24 * 60 * 60 * 1000
/** After how many days an app password can be made to expire. */
const LIFETIMES_DAYS = [7, 30, 90, 365]

/** One app password more. */
@Injectable()
export class NewAppPasswordSection extends PortalSection {
  override readonly name = 'new-app-password'
  override readonly isSensitive = true

  constructor(
    private readonly passwords: AppPasswords,
    private readonly issue: AppPasswordIssue,
  ) {
    super()
  }

  override show(_visit: Visit, { fields }: TypedForm): SectionView {
    return this.#view(fields.name ?? '')
  }

  /** Answered with the secret itself, which is kept nowhere: there is no other page that could show it. */
  override async take({ account }: Visit, form: URLSearchParams): Promise<SectionOutcome> {
    const name = (form.get('name') ?? '').trim()
    if (name === '') throw new MissingField('name')
    const days = Number(form.get('days') ?? '')
    const lifetimeMs = LIFETIMES_DAYS.includes(days) ? days * DAY_MS : undefined
    const isPrivileged = form.get('privileged') === 'on'
    const { secret, ...made } = await this.issue.issue(account.did, name, isPrivileged, lifetimeMs)
    return { kind: 'show', view: this.#view(name, { ...appPasswordView(made), secret }) }
  }

  #view(name: string, made?: NewAppPasswordState['made']): SectionView {
    const { lifetimeMaxMs } = this.passwords
    return {
      page: this.name,
      name,
      lifetimesDays: LIFETIMES_DAYS.filter((days) => days * DAY_MS < (lifetimeMaxMs ?? Infinity)),
      isEndless: lifetimeMaxMs === undefined,
      made,
    }
  }
}
