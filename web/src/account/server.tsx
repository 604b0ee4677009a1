import type { i18n } from 'i18next'
import type { PortalState } from '../../../src/portal/portal-state'
import { type ClientFiles, documentOf } from '../document'
import type { Look } from '../frame/look'
import { type AccountMessages, i18nOf, type Messages } from '../i18n/i18n'
import { type Language, LANGUAGES } from '../i18n/languages'
import { preferredLanguage } from '../i18n/preferred-language'
import { AccountPage, titleOf } from './account-page'

/** The paths of what the browser loads, known when this is built. */
declare const CLIENT_FILES: { readonly account: ClientFiles }

const shared = import.meta.glob<Messages>('../locales/*.json', { import: 'default', eager: true })
const own = import.meta.glob<AccountMessages>('./locales/*.json', { import: 'default', eager: true })
const texts = new Map<Language, i18n>(
  LANGUAGES.map((language) => {
    const messages = { ...shared[`../locales/${language}.json`]!, ...own[`./locales/${language}.json`]! }
    return [language, i18nOf(language, messages)]
  }),
)

/**
 * Draws a page of the account portal. It is complete as it is: what runs in the browser (client.ts) only adds comfort.
 * @param locale the value of an `Accept-Language` header; may be empty
 * @returns a whole HTML document
 */
export function renderPage(state: PortalState, locale: string, look: Look): string {
  const language = preferredLanguage(locale)
  const i18n = texts.get(language)!
  return documentOf({
    title: i18n.t(titleOf(state)),
    language,
    look,
    files: CLIENT_FILES.account,
    children: <AccountPage state={state} look={look} texts={i18n} />,
  })
}
