import { Injectable } from '@nestjs/common'
import { INVALID_HANDLE } from '../../account/index.js'
import { AppViews } from '../clients/app-views.js'
import { DeviceCookies } from '../devices/device-cookies.js'
import { Devices, type SignedInAccount } from '../devices/devices.js'
import type { AccountView, PageProblem, PageState } from '../page-state.js'
import { PermissionSets } from '../permission-sets.js'
import type { ForeignFailure, OfferRequest } from '../sign-in/sign-in-elsewhere.js'
import { SignInStates } from '../sign-in/sign-in-states.js'
import { INTERACTION_PATH } from '../provider/provider-settings.js'
import type { Interaction, Typed, Visit } from './interaction.js'
import { type AskedPage, isHinted, needsSignIn, nextStep, type Situation } from './next-step.js'

const ASKED_PAGES: readonly AskedPage[] = [
  'sign-in',
  'second-factor',
  'sign-up',
  'choose-account',
  'reset-password',
]

type Common = Pick<PageState & { page: 'sign-in' }, 'csrf' | 'action' | 'app' | 'problem'>

/** Makes what pages show of a request and its browser. */
@Injectable()
export class PageStates {
  constructor(
    private readonly devices: Devices,
    private readonly cookies: DeviceCookies,
    private readonly apps: AppViews,
    private readonly sets: PermissionSets,
    private readonly signIns: SignInStates,
  ) {}

  /** The situation that decides on the next page. */
  async situation({ params, device, startedMs }: Interaction, visit: Visit): Promise<Situation> {
    const hint = typeof params.login_hint === 'string' ? params.login_hint : undefined
    const accounts = await this.devices.accountsOf(device, startedMs)
    return {
      prompts: new Set(String(params.prompt ?? '').split(' ')),
      hint,
      accounts,
      owing: await this.signIns.owing(accounts.map(({ account }) => account)),
      chosen: visit.account,
      asked: ASKED_PAGES.find((page) => page === visit.page),
      startedMs,
    }
  }

  /**
   * Where the browser goes without being asked, because nobody could sign in here; only as long as nothing was asked for.
   */
  async departure(interaction: Interaction, visit: Visit): Promise<string | undefined> {
    if (visit.page !== undefined) return undefined
    const situation = await this.situation(interaction, visit)
    if (!['sign-in', 'sign-up'].includes(nextStep(situation).page)) return undefined
    return this.signIns.departure(offerRequestOf(interaction, situation.hint))
  }

  /** Why a sign-in elsewhere did not succeed, if the visit comes from one. */
  async failureOf({ device }: Interaction, { failed }: Visit): Promise<ForeignFailure | undefined> {
    return failed === undefined ? undefined : this.signIns.failureOf(failed, device)
  }

  /** What is to be shown next. */
  async next(interaction: Interaction, visit: Visit, typed: Typed = {}): Promise<PageState> {
    const situation = await this.situation(interaction, visit)
    const step = nextStep(situation)
    const common = this.#common(interaction, step.page, typed.problem)
    switch (step.page) {
      case 'sign-in':
        return this.#signIn(interaction, situation, typed)
      case 'second-factor':
        return (await this.#secondFactor(common, interaction)) ?? this.#signIn(interaction, situation, typed)
      case 'sign-up':
        return this.#signUp(common, interaction, typed)
      case 'reset-password':
        return {
          page: 'reset-password',
          ...common,
          // A code that is no good may be typed again.
          step: typed.step ?? (typed.fields?.code === undefined ? 'request' : 'confirm'),
          identifier: typed.fields?.identifier,
          links: { signIn: linkTo(interaction, 'sign-in') },
        }
      case 'choose-account': {
        const accounts = situation.accounts.map((one) => viewOf(one, needsSignIn(one, situation)))
        return { page: 'choose-account', ...common, accounts }
      }
      case 'terms':
        return this.#terms(common, step.account)
      case 'consent':
        return this.#consent(common, interaction, step.account, visit.locale)
    }
  }

  /** What the forms of a page have to send back. */
  isOwnForm({ uid, device }: Interaction, csrf: string | undefined): boolean {
    return this.cookies.isCsrf(device.secret, uid, csrf)
  }

  #common(interaction: Interaction, page: string, problem: PageProblem | undefined): Common {
    const csrf = this.cookies.csrf(interaction.device.secret, interaction.uid)
    return { csrf, action: linkTo(interaction, page), app: this.apps.of(interaction.client), problem }
  }

  #signIn(interaction: Interaction, { hint, accounts, chosen }: Situation, typed: Typed): Promise<PageState> {
    const known = accounts.find(({ account }) => account.did === chosen)?.account.handle
    const hasOthers = hint === undefined && accounts.length > 0
    const state = {
      ...this.#common(interaction, 'sign-in', typed.problem),
      identifier: typed.fields?.identifier ?? hint ?? known ?? '',
      fixed: hint !== undefined,
      remember: typed.fields?.remember !== undefined,
      links: {
        reset: linkTo(interaction, 'reset-password'),
        ...(hint === undefined && { signUp: linkTo(interaction, 'sign-up') }),
        ...(hasOthers && { choose: linkTo(interaction, 'choose-account') }),
      },
    }
    return this.signIns.signIn(interaction.device, state, offerRequestOf(interaction, hint))
  }

  #secondFactor(common: Common, interaction: Interaction): Promise<PageState | undefined> {
    const place = { device: interaction.device, purpose: interaction.uid }
    const links = { signIn: linkTo(interaction, 'sign-in') }
    return this.signIns.secondFactor(place, { ...common, links })
  }

  #signUp(common: Common, interaction: Interaction, { fields }: Typed): Promise<PageState> {
    const { handle = '', email = '', inviteCode = '' } = fields ?? {}
    const signIn = linkTo(interaction, 'sign-in')
    return this.signIns.signUp(
      { ...common, handle, email, inviteCode },
      signIn,
      offerRequestOf(interaction, undefined),
    )
  }

  async #terms(common: Common, account: SignedInAccount): Promise<PageState> {
    const links = await this.signIns.termsOf(account.account)
    return {
      page: 'terms',
      ...common,
      action: actionWith(common, account),
      account: viewOf(account, false),
      links,
    }
  }

  async #consent(
    common: Common,
    interaction: Interaction,
    account: SignedInAccount,
    locale: string,
  ): Promise<PageState> {
    const scopes = String(interaction.params.scope).split(' ')
    return {
      page: 'consent',
      ...common,
      action: actionWith(common, account),
      account: viewOf(account, false),
      permissions: await this.sets.view(scopes, locale),
      redirectHost: new URL(String(interaction.params.redirect_uri)).host,
    }
  }
}

function actionWith({ action }: Common, { account }: SignedInAccount): string {
  return `${action}&${new URLSearchParams({ account: account.did }).toString()}`
}

/** What is asked for where one can sign in elsewhere. */
function offerRequestOf({ uid, params }: Interaction, hint: string | undefined): OfferRequest {
  const isForced = String(params.prompt ?? '')
    .split(' ')
    .includes('login')
  return { back: `${INTERACTION_PATH}/${uid}`, hint, isForced }
}

/** Whether somebody who has signed in is the one that the application wants. */
export function isWanted(account: SignedInAccount['account'], hint: string | undefined): boolean {
  return isHinted(
    { account, isStale: false, signedInAtMs: 0, provedAtMs: 0, provedBy: 'password', isRemembered: false },
    hint,
  )
}

/** The address of a page of a request. */
export function linkTo({ uid }: Pick<Interaction, 'uid'>, page: string): string {
  return `${INTERACTION_PATH}/${uid}?page=${page}`
}

/** Where a request goes on with an account. */
export function linkWith({ uid }: Pick<Interaction, 'uid'>, did: string): string {
  return `${INTERACTION_PATH}/${uid}?${new URLSearchParams({ account: did }).toString()}`
}

function viewOf({ account }: SignedInAccount, needsPassword: boolean): AccountView {
  return { did: account.did, handle: account.handle ?? INVALID_HANDLE, needsPassword }
}
