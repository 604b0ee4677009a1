import { Injectable } from '@nestjs/common'
import { ProviderSignOut } from '../../sso/index.js'
import { PORTAL_ROOT } from '../portal-address.js'
import type { PortalAnswer } from '../portal-answer.js'
import { PortalPages } from '../portal-pages.js'
import type { PageRequest } from '../visits/visit.js'
import { Visits } from '../visits/visits.js'

const OK = 200

/** The page of somebody who has signed out here, and signs out at their provider as well. */
@Injectable()
export class SignedOut {
  constructor(
    private readonly visits: Visits,
    private readonly providers: ProviderSignOut,
    private readonly pages: PortalPages,
  ) {}

  /** @throws {WrongHost} */
  async show(request: PageRequest): Promise<PortalAnswer> {
    const { query, locale, cookies } = this.visits.arrive(request)
    const organization = await this.providers.wayOf(query.ticket ?? '')
    if (!organization) return { kind: 'go', to: PORTAL_ROOT, cookies }
    const html = await this.pages.draw({ page: 'signed-out', organization }, locale)
    return { kind: 'show', html, status: OK, cookies, next: organization.href }
  }
}
