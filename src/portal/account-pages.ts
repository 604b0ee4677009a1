import { Injectable } from '@nestjs/common'
import { INVALID_HANDLE, isTakenDown } from '../account/index.js'
import { DeviceCookies, ForeignForm } from '../oauth/index.js'
import { Refusal } from '../refusal.js'
import { NothingThere } from './portal.errors.js'
import { CONFIRM, entranceOf, pageOf } from './portal-address.js'
import type { PortalAnswer } from './portal-answer.js'
import { PortalPages } from './portal-pages.js'
import { problemOf } from './portal-problem.js'
import type { PortalSection, SectionOutcome, SectionView, TypedForm } from './portal-section.js'
import type { PortalDone, PortalFrame, PortalProblem } from './portal-frame.js'
import type { PortalState } from './portal-state.js'
import { SectionList } from './section-list.js'
import type { Arrival, PageRequest, Visit } from './visits/visit.js'
import { Visits } from './visits/visits.js'

const OK = 200
/** The page of those who may see no other. */
const DATA = 'data'
/** Fields that no page shows again. */
const SECRETS: ReadonlySet<string> = new Set(['password', 'former', 'code', 'passkey', 'csrf'])
const NOTHING_TYPED: TypedForm = { fields: {} }

/** Where a page is, and whose. */
export interface PagePlace {
  readonly did: string
  /** the last part of its address; empty for the overview */
  readonly section: string
}

/** The pages of accounts: what they show, and what happens to their forms. */
@Injectable()
export class AccountPages {
  constructor(
    private readonly visits: Visits,
    private readonly sections: SectionList,
    private readonly pages: PortalPages,
    private readonly cookies: DeviceCookies,
  ) {}

  /** @throws {Refusal} where no page has words for it */
  async show(request: PageRequest, place: PagePlace): Promise<PortalAnswer> {
    const arrival = this.visits.arrive(request)
    const section = this.#section(place)
    const visit = await this.visits.of(arrival, place.did)
    if (!visit) return toSignIn(arrival, place)
    if (!section.admits(visit)) return go(visit, { to: DATA })
    if (section.isSensitive && !visit.isFresh) return go(visit, toConfirm(section))
    return this.#say(visit, section, visit.query, async () =>
      this.#draw(visit, section, await section.show(visit, NOTHING_TYPED)),
    )
  }

  /** The last page of an account that is gone. */
  async farewell(request: PageRequest): Promise<PortalAnswer> {
    const { locale, cookies } = this.visits.arrive(request)
    return { kind: 'show', html: await this.pages.draw({ page: 'farewell' }, locale), status: OK, cookies }
  }

  /** Does what a form is for. @throws {ForeignForm | Refusal} */
  take(request: PageRequest, place: PagePlace, form: URLSearchParams): Promise<PortalAnswer> {
    return this.#act(request, place, form, (section, visit) => section.take(visit, form))
  }

  /** Sends a code by mail. @throws {ForeignForm | Refusal} */
  sendCode(request: PageRequest, place: PagePlace, form: URLSearchParams): Promise<PortalAnswer> {
    return this.#act(request, place, form, (section, visit) => section.sendCode(visit, form))
  }

  /**
   * Whoever may have something of an account: it is signed in here, just now, and the form is ours.
   * @returns the visit, or where to go first
   * @throws {ForeignForm}
   */
  async admit(
    request: PageRequest,
    place: PagePlace,
    form: URLSearchParams,
  ): Promise<{ readonly visit: Visit } | { readonly answer: PortalAnswer }> {
    const arrival = this.visits.arrive(request)
    const isOwn = this.cookies.isCsrf(
      arrival.device.secret,
      formsOf(place.did),
      form.get('csrf') ?? undefined,
    )
    if (!isOwn || !this.visits.isOwnForm(request)) throw new ForeignForm()
    const visit = await this.visits.of(arrival, place.did)
    if (!visit) return { answer: toSignIn(arrival, place) }
    const section = this.#section(place)
    if (!section.admits(visit, form)) return { answer: go(visit, { to: DATA }) }
    const isEnough = visit.isFresh || section.name === CONFIRM || !section.isSensitiveForm(form)
    return isEnough ? { visit } : { answer: go(visit, toConfirm(section)) }
  }

  async #act(
    request: PageRequest,
    place: PagePlace,
    form: URLSearchParams,
    act: (section: PortalSection, visit: Visit) => Promise<SectionOutcome>,
  ): Promise<PortalAnswer> {
    const admitted = await this.admit(request, place, form)
    if ('answer' in admitted) return admitted.answer
    const { visit } = admitted
    const section = this.#section(place)
    return this.#say(visit, section, withoutSecrets(form), async () => {
      const outcome = await act(section, visit)
      if (outcome.kind === 'show') return this.#draw(visit, section, outcome.view)
      return outcome.kind === 'leave' ? leave(visit, outcome.to) : go(visit, outcome)
    })
  }

  /** What is refused is said on the page, where it has words for it. */
  async #say(
    visit: Visit,
    section: PortalSection,
    fields: TypedForm['fields'],
    act: () => Promise<PortalAnswer>,
  ): Promise<PortalAnswer> {
    try {
      return await act()
    } catch (error) {
      const problem = error instanceof Refusal ? problemOf(error) : undefined
      if (problem === undefined) throw error
      return this.#draw(visit, section, await section.show(visit, { fields, problem }), problem)
    }
  }

  #section({ section }: PagePlace): PortalSection {
    const found = this.sections.find(section)
    if (!found) throw new NothingThere()
    return found
  }

  async #draw(
    visit: Visit,
    { name }: PortalSection,
    view: SectionView,
    problem?: PortalProblem,
  ): Promise<PortalAnswer> {
    const { account, device, query, locale, cookies, hasOthers } = visit
    const { did, handle, status, suspendedUntil, deleteAfter } = account
    const frame: PortalFrame = {
      csrf: this.cookies.csrf(device.secret, formsOf(did)),
      action: actionOf(visit, name),
      root: pageOf(did),
      member: {
        did,
        handle: handle ?? INVALID_HANDLE,
        isActive: status === 'active',
        isSanctioned: isTakenDown(account),
        suspendedUntil: suspendedUntil?.toISOString(),
        deleteAfter: deleteAfter?.toISOString(),
        hasOthers,
      },
      problem,
      // After a problem nothing was done.
      done: problem === undefined ? doneIn(query.done) : undefined,
    }
    const html = await this.pages.draw({ ...frame, ...view } as PortalState, locale)
    return { kind: 'show', html, status: OK, cookies }
  }
}

/** All forms of an account are of one kind: whoever sees one of its pages may send any of them. */
function formsOf(did: string): string {
  return `account ${did}`
}

/** Where the forms of a page are sent; where one proves who one is, it is not forgotten how far that is, and for what. */
function actionOf({ account, query: { to, step } }: Visit, section: string): string {
  const path = pageOf(account.did, section)
  if (section !== CONFIRM) return path
  return `${path}?${new URLSearchParams({ to: to ?? '', ...(step && { step }) }).toString()}`
}

function toSignIn({ cookies }: Arrival, { did, section }: PagePlace): PortalAnswer {
  return { kind: 'go', to: entranceOf('sign-in', { account: did, ...(section && { to: section }) }), cookies }
}

function toConfirm({ name }: PortalSection): SectionOutcome & { kind: 'go' } {
  return { kind: 'go', to: CONFIRM, query: { to: name } }
}

function go(
  { account, cookies }: Visit,
  { to, query, done }: Pick<SectionOutcome & { kind: 'go' }, 'to' | 'query' | 'done'>,
): PortalAnswer {
  const search = new URLSearchParams({ ...query, ...(done && { done }) }).toString()
  return { kind: 'go', to: `${pageOf(account.did, to)}${search && `?${search}`}`, cookies }
}

function leave({ cookies }: Visit, to: string): PortalAnswer {
  return { kind: 'go', to, cookies }
}

function withoutSecrets(form: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...form].filter(([name]) => !SECRETS.has(name)))
}

const DONE: ReadonlySet<string> = new Set([
  'session-ended',
  'others-ended',
  'app-removed',
  'app-password-removed',
  'code-sent',
  'email-confirmed',
  'email-changed',
  'language-changed',
  'factor-on',
  'factor-off',
  'password-changed',
  'factor-added',
  'factor-removed',
  'passkey-renamed',
  'handle-changed',
  'deactivated',
  'reactivated',
] satisfies PortalDone[])

function doneIn(text: string | undefined): PortalDone | undefined {
  return text !== undefined && DONE.has(text) ? (text as PortalDone) : undefined
}
