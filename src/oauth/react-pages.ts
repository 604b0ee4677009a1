import { Injectable } from '@nestjs/common'
import { Branding, PageBundle } from '../branding/index.js'
import type { PageState } from './page-state.js'
import { Pages } from './pages.js'

/** Pages drawn by the React components of web/, the same that bring them to life in the browser. */
@Injectable()
export class ReactPages extends Pages {
  readonly #bundle: PageBundle<PageState>

  constructor(private readonly branding: Branding) {
    super()
    this.#bundle = new PageBundle('pages')
  }

  override render(state: PageState, locale: string): Promise<string> {
    return this.#bundle.render(state, locale, this.branding.of(handleIn(state)))
  }
}

/** The handle that a page is about, if it is about one: whoever sees it belongs to that domain. */
function handleIn(state: PageState): string | undefined {
  switch (state.page) {
    case 'sign-in':
      return state.identifier.includes('@') ? undefined : state.identifier
    case 'second-factor':
      return state.handle
    case 'consent':
      return state.account.handle
    case 'reset-password':
      return state.handle
    case 'choose-account':
      return state.accounts.length === 1 ? state.accounts[0]!.handle : undefined
    default:
      return undefined
  }
}
