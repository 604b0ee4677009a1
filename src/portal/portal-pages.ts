import { Injectable, type OnModuleInit } from '@nestjs/common'
import { Branding, PageBundle } from '../branding/index.js'
import type { PortalState } from './portal-state.js'

/** Draws the pages of the portal, with the components of web/. */
@Injectable()
export class PortalPages implements OnModuleInit {
  readonly #bundle: PageBundle<PortalState>

  constructor(branding: Branding) {
    this.#bundle = new PageBundle('account', branding)
  }

  onModuleInit(): Promise<void> {
    return this.#bundle.load()
  }

  /** A whole HTML document. @param locale as in the header `Accept-Language` */
  draw(state: PortalState, locale: string): string {
    return this.#bundle.render(state, locale)
  }
}
