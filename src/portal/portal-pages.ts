import { Injectable } from '@nestjs/common'
import { Branding, PageBundle } from '../branding/index.js'
import type { PortalState } from './portal-state.js'

/** Draws the pages of the portal, with the components of web/. */
@Injectable()
export class PortalPages {
  readonly #bundle: PageBundle<PortalState>

  constructor(branding: Branding) {
    this.#bundle = new PageBundle('account', branding)
  }

  /** A whole HTML document. @param locale as in the header `Accept-Language` */
  draw(state: PortalState, locale: string): Promise<string> {
    return this.#bundle.render(state, locale)
  }
}
