import type { PageState } from '../../src/oauth/page-state'
import type { TextKey } from './i18n/words'

/** What a page is called in the title of its window. */
export function titleOf(state: PageState): TextKey {
  switch (state.page) {
    case 'sign-in':
      return 'signIn.title'
    case 'second-factor':
      return 'second.title'
    case 'choose-account':
      return 'choose.title'
    case 'sign-up':
      return 'signUp.title'
    case 'welcome':
      return 'welcome.title'
    case 'sso-setup':
      return 'setup.title'
    case 'move':
      return 'move.title'
    case 'terms':
      return 'terms.title'
    case 'consent':
      return 'consent.title'
    case 'reset-password':
      return 'reset.title'
    case 'error':
      return 'error.title'
  }
}
