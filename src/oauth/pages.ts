import type { PageState } from './page-state.js'

/** Port to whatever draws the pages of the authorization server. */
export abstract class Pages {
  /**
   * A whole HTML document that works without scripts. Scripts, styles and pictures may come from this server only, and
   * nothing may be inline: the headers that go with it allow no more.
   * @param locale preferred languages, best first, as in the header `Accept-Language`; may be empty
   */
  abstract render(state: PageState, locale: string): string | Promise<string>
}
