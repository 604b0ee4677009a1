import type { PageState } from '../../src/oauth/page-state'
import type { Look } from './frame/look'
import type { Language } from './i18n/languages'

/** The element that holds the page, and what it is made of. */
export const ROOT_ID = 'page'

/** What the browser needs to bring a page to life; it comes with the page. */
export interface PageData {
  readonly state: PageState
  readonly look: Look
  readonly language: Language
}
