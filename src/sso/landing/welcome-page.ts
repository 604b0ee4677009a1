import { Injectable } from '@nestjs/common'
import { type PageProblem, Pages } from '../../oauth/index.js'
import { Terms } from '../../terms/index.js'
import type { Connection } from '../connections/connection.js'
import type { Welcome } from './onboarding.js'

/** Where browsers go on that have come back from a provider. */
export const FINISH_PATH = '/sso/finish'

/** What the form of the page needs. */
export interface WelcomeForm {
  readonly csrf: string
  /** of the transaction */
  readonly id: string
  readonly problem: PageProblem | undefined
  /** that handles end with, without a leading dot */
  readonly domain: string
  /** as the provider has said it */
  readonly address: string | undefined
}

/** The page for somebody new. */
@Injectable()
export class WelcomePage {
  constructor(
    private readonly pages: Pages,
    private readonly terms: Terms,
  ) {}

  /** @param locale as in the header `Accept-Language` */
  async draw(
    { name }: Connection,
    { handle, email, needsApproval, linking }: Welcome,
    form: WelcomeForm,
    locale: string,
  ): Promise<string> {
    const offer = await this.terms.offer(`name.${form.domain}`)
    const state = {
      page: 'welcome',
      csrf: form.csrf,
      action: `${FINISH_PATH}/${form.id}`,
      problem: form.problem,
      organization: name,
      domains: [`.${form.domain}`],
      ...{ handle, email, needsApproval, links: offer?.links ?? {} },
      linking: linking && { address: form.address ?? '', isSent: linking === 'sent' },
    } as const
    return await this.pages.render(state, locale)
  }
}
