import type { i18n } from 'i18next'
import { renderToStaticMarkup, renderToString } from 'react-dom/server'
import type { PageState } from '../../src/oauth/page-state'
import { preferredLanguage } from './i18n/preferred-language'
import { type Messages, i18nOf } from './i18n/i18n'
import { directionOf, type Language, LANGUAGES } from './i18n/languages'
import type { Look } from './frame/look'
import { Page } from './page'
import { type PageData, ROOT_ID } from './page-data'
import { titleOf } from './title'

/** The paths of what the browser loads, known when this is built. */
declare const CLIENT_FILES: {
  readonly script: string
  readonly styles: readonly string[]
  readonly locales: Readonly<Record<Language, string>>
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
  const title = `${own.t(titleOf(state))} – ${look.serviceName}`
  const page = <Document title={title} data={{ state, look, language }} content={content} />
  return `<!doctype html>${renderToStaticMarkup(page)}`
}

interface DocumentProps {
  readonly title: string
  readonly data: PageData
  readonly content: string
}

function Document({ title, data, content }: DocumentProps) {
  const { language, look } = data
  const styles = [look.sheet, ...CLIENT_FILES.styles]
  const scripts = [CLIENT_FILES.script, CLIENT_FILES.locales[language]]
  return (
    <html lang={language} dir={directionOf(language)}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        <link rel="icon" href={look.icon} />
        {styles.map((path) => (
          <link key={path} rel="stylesheet" href={path} />
        ))}
        {scripts.map((path) => (
          <link key={path} rel="modulepreload" href={path} />
        ))}
        <script type="module" src={CLIENT_FILES.script} />
      </head>
      <body>
        <div id={ROOT_ID} data-page={JSON.stringify(data)} dangerouslySetInnerHTML={{ __html: content }} />
      </body>
    </html>
  )
}
