import { Injectable } from '@nestjs/common'
import { Branding, PageBundle } from '../branding/index.js'
import type { PageState } from './page-state.js'
import { Pages } from './pages.js'

/** Pages drawn by the React components of web/, the same that bring them to life in the browser. */
@Injectable()
export class ReactPages extends Pages {
  readonly #bundle: PageBundle<PageState>

  constructor(branding: Branding) {
    super()
    this.#bundle = new PageBundle('pages', branding)
  }

  override render(state: PageState, locale: string): Promise<string> {
    return this.#bundle.render(state, locale)
  }
}
