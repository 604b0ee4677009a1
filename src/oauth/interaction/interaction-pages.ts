import { Injectable } from '@nestjs/common'
import { ServiceConfig } from '../../config/index.js'
import { Refusal } from '../../refusal.js'
import type { FailureMore } from '../error-pages.js'
import { readForm } from '../form-body.js'
import { isOwnOrigin } from '../form-origin.js'
import { ForeignForm } from '../oauth.errors.js'
import { formTargetOf, pageSecurity } from '../page-security.js'
import type { PageState } from '../page-state.js'
import { Pages } from '../pages.js'
import type { ForeignFailure } from '../sign-in/sign-in-elsewhere.js'
import type { FailedRequest } from '../way-back.js'
import type { Interaction, Visit } from './interaction.js'
import { type Exchange, Interactions } from './interactions.js'
import { PageForms } from './page-forms.js'
import { linkTo, PageStates } from './page-states.js'

/** What a browser gets. */
export type PageAnswer =
  | { readonly kind: 'go'; readonly to: string }
  | { readonly kind: 'show'; readonly html: string; readonly headers: Record<string, string> }
  | {
      readonly kind: 'fail'
      readonly refusal: Refusal
      readonly request: FailedRequest
      readonly more?: FailureMore
    }

/** The pages of a request: what they show, and what happens to their forms. */
@Injectable()
export class InteractionPages {
  constructor(
    private readonly interactions: Interactions,
    private readonly states: PageStates,
    private readonly forms: PageForms,
    private readonly pages: Pages,
    private readonly config: ServiceConfig,
  ) {}

  /** @throws {InteractionLost} */
  async show(exchange: Exchange, uid: string, visit: Visit): Promise<PageAnswer> {
    const interaction = await this.interactions.find(exchange, uid)
    const failed = await this.states.failureOf(interaction, visit)
    if (failed) return this.#failed(interaction, failed)
    return this.#within(interaction, async () => {
      const to = await this.states.departure(interaction, visit)
      if (to !== undefined) return { kind: 'go', to }
      return this.#render(interaction, visit, await this.states.next(interaction, visit))
    })
  }

  /** @throws {InteractionLost} */
  async take(exchange: Exchange, uid: string, visit: Visit): Promise<PageAnswer> {
    const interaction = await this.interactions.find(exchange, uid)
    return this.#within(interaction, async () => {
      if (!isOwnOrigin(exchange.request.headers, this.config.publicUrl)) throw new ForeignForm()
      const form = await readForm(exchange.request)
      if (!this.states.isOwnForm(interaction, form.get('csrf') ?? undefined)) throw new ForeignForm()
      const outcome = await this.forms.take({ exchange, interaction, visit, form })
      if (outcome.kind === 'go') return outcome
      return this.#render(interaction, visit, await this.states.next(interaction, visit, outcome.typed))
    })
  }

  /** Whatever fails from here on is known to be the request of this browser. */
  async #within({ client, params }: Interaction, act: () => Promise<PageAnswer>): Promise<PageAnswer> {
    try {
      return await act()
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal
      return { kind: 'fail', refusal, request: { client, params } }
    }
  }

  /** It did not succeed elsewhere; it may here, or the application is told. */
  #failed(interaction: Interaction, { refusal, traceId }: ForeignFailure): PageAnswer {
    const { client, params } = interaction
    const more = { traceId, retryUrl: linkTo(interaction, 'sign-in') }
    return { kind: 'fail', refusal, request: { client, params }, more }
  }

  async #render(interaction: Interaction, visit: Visit, state: PageState): Promise<PageAnswer> {
    // The forms of every page can turn the application away, which leads back to it.
    const headers = pageSecurity(formTargetOf(String(interaction.params.redirect_uri)))
    return { kind: 'show', html: await this.pages.render(state, visit.locale), headers }
  }
}
