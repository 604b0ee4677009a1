import { Injectable } from '@nestjs/common'
import type { Account } from '../../account/index.js'
import { Refusal } from '../../refusal.js'
import { SecondFactorRequired } from '../oauth.errors.js'
import type { SignInPlace } from '../sign-in/sign-in-place.js'
import { SignIns } from '../sign-in/sign-ins.js'
import type { FormOutcome, Interaction, Visit } from './interaction.js'
import { type Exchange, Interactions } from './interactions.js'
import { nextStep } from './next-step.js'
import { problemOf } from './page-problem.js'
import { PasswordResetForm } from './password-reset-form.js'
import { isWanted, linkTo, linkWith, PageStates } from './page-states.js'
import { SignUpForm } from './sign-up-form.js'

type Fields = Readonly<Record<string, string | undefined>>

/** A form of a page, as it was sent. */
export interface SentForm {
  readonly exchange: Exchange
  readonly interaction: Interaction
  readonly visit: Visit
  readonly form: URLSearchParams
}

/** What forms do. */
@Injectable()
export class PageForms {
  constructor(
    private readonly interactions: Interactions,
    private readonly states: PageStates,
    private readonly signIns: SignIns,
    private readonly signUps: SignUpForm,
    private readonly resets: PasswordResetForm,
  ) {}

  /** @throws {Refusal} where no page has words for it */
  async take(sent: SentForm): Promise<FormOutcome> {
    const fields: Fields = Object.fromEntries(sent.form)
    if (fields.decision === 'deny') return go(await this.interactions.deny(sent.exchange, sent.interaction))
    if (fields.decision === 'other') return go(linkTo(sent.interaction, 'sign-in'))
    try {
      return await this.#take(sent, fields)
    } catch (error) {
      if (error instanceof SecondFactorRequired) return go(linkTo(sent.interaction, 'second-factor'))
      const problem = error instanceof Refusal ? problemOf(error) : undefined
      if (problem === undefined) throw error
      return { kind: 'show', typed: { problem, fields: withoutSecrets(fields) } }
    }
  }

  #take(sent: SentForm, fields: Fields): Promise<FormOutcome> {
    switch (sent.visit.page) {
      case 'sign-in':
        return this.#signIn(sent, fields)
      case 'second-factor':
        return this.#secondFactor(sent, fields)
      case 'sign-up':
        return this.#signUp(sent, fields)
      case 'terms':
        return this.#terms(sent, fields)
      case 'choose-account':
        return Promise.resolve(go(linkWith(sent.interaction, fields.account ?? '')))
      case 'reset-password':
        return this.resets.take(fields)
      default:
        return this.#consent(sent)
    }
  }

  async #signIn(sent: SentForm, fields: Fields): Promise<FormOutcome> {
    const place = { ...placeOf(sent), remembered: fields.remember === 'on' }
    return this.#signedIn(sent, await this.signIns.signIn(fields, place), fields)
  }

  async #secondFactor(sent: SentForm, fields: Fields): Promise<FormOutcome> {
    return this.#signedIn(sent, await this.signIns.finish(fields, placeOf(sent)), fields)
  }

  async #signedIn({ interaction, visit }: SentForm, account: Account, fields: Fields): Promise<FormOutcome> {
    const { hint } = await this.states.situation(interaction, visit)
    if (!isWanted(account, hint))
      return { kind: 'show', typed: { problem: 'wrong-account', fields: withoutSecrets(fields) } }
    return go(linkWith(interaction, account.did))
  }

  async #signUp(sent: SentForm, fields: Fields): Promise<FormOutcome> {
    const { interaction, visit } = sent
    const account = await this.signUps.create(fields, visit, 'oauth')
    const place = { ...placeOf(sent), remembered: true }
    await this.signIns.complete({ account, method: 'sign-up', isTwoFactor: true }, place)
    return go(linkWith(interaction, account.did))
  }

  /** Whoever has agreed goes on where they were. */
  async #terms({ interaction, visit }: SentForm, fields: Fields): Promise<FormOutcome> {
    const step = nextStep(await this.states.situation(interaction, { ...visit, page: undefined }))
    if (step.page === 'terms') await this.signUps.agree(step.account.account, fields, visit)
    return go(
      'account' in step ? linkWith(interaction, step.account.account.did) : linkTo(interaction, step.page),
    )
  }

  /** What was unticked is not granted, and what was not asked for is not granted either. */
  async #consent({ exchange, interaction, visit, form }: SentForm): Promise<FormOutcome> {
    const situation = await this.states.situation(interaction, { ...visit, page: undefined })
    const step = nextStep(situation)
    if (step.page === 'terms') return go(linkWith(interaction, step.account.account.did))
    if (step.page !== 'consent') return go(linkTo(interaction, step.page))
    const ticked = new Set([...form.getAll('scope'), 'atproto'])
    const scopes = String(interaction.params.scope).split(' ')
    const scope = scopes.filter((one) => ticked.has(one)).join(' ')
    return go(await this.interactions.accept(exchange, interaction, step.account.account.did, scope))
  }
}

function go(to: string): FormOutcome {
  return { kind: 'go', to }
}

function placeOf({ interaction, visit }: SentForm): Omit<SignInPlace, 'remembered'> {
  return { device: interaction.device, ip: visit.ip, purpose: interaction.uid }
}

function withoutSecrets({ password, passkey, ...fields }: Fields): Fields {
  return fields
}
