import type { i18n } from 'i18next'
import { renderToString } from 'react-dom/server'
import type { PageState } from '../../src/oauth/page-state'
import { type ClientFiles, documentOf } from './document'
import { preferredLanguage } from './i18n/preferred-language'
import { type Messages, i18nOf } from './i18n/i18n'
import { type Language, LANGUAGES } from './i18n/languages'
import type { Look } from './frame/look'
import { Page } from './page'
import { type PageData, ROOT_ID } from './page-data'
import { titleOf } from './title'

/** The paths of what the browser loads, known when this is built. */
declare const CLIENT_FILES: {
  readonly pages: ClientFiles & { readonly locales: Readonly<Record<Language, string>> }
}

const locales = import.meta.glob<Messages>('./locales/*.json', { import: 'default', eager: true })
const texts = new Map<Language, i18n>(
  LANGUAGES.map((language) => [language, i18nOf(language, locales[`./locales/${language}.json`]!)]),
)

/**
 * Draws a page.
 * @param locale the value of an `Accept-Language` header; may be empty
 * @returns a whole HTML document
 */
export function renderPage(state: PageState, locale: string, look: Look): string {
  const language = preferredLanguage(locale)
  const own = texts.get(language)!
  const content = renderToString(<Page state={state} look={look} texts={own} />)
  const data: PageData = { state, look, language }
  const { imports, ...files } = CLIENT_FILES.pages
  return documentOf({
    title: own.t(titleOf(state)),
    language,
    look,
    files: { ...files, imports: [...imports, files.locales[language]] },
    children: (
      <div id={ROOT_ID} data-page={JSON.stringify(data)} dangerouslySetInnerHTML={{ __html: content }} />
    ),
  })
}
