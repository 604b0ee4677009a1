import { Injectable } from '@nestjs/common'
import { Branding, PageBundle } from '../branding/index.js'
import type { PortalState } from './portal-state.js'

/** Draws the pages of the portal, with the components of web/. */
@Injectable()
export class PortalPages {
  readonly #bundle: PageBundle<PortalState>

  constructor(private readonly branding: Branding) {
    this.#bundle = new PageBundle('account')
  }

  /** A whole HTML document. @param locale as in the header `Accept-Language` */
  draw(state: PortalState, locale: string): Promise<string> {
    const handle = 'member' in state ? state.member.handle : undefined
    return this.#bundle.render(state, locale, this.branding.of(handle))
  }
}
