import type { ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import type { Look } from './frame/look'
import { directionOf, type Language } from './i18n/languages'

/** What a page loads of what was built, as paths on this server. */
export interface ClientFiles {
  readonly script: string
  /** what the script is made of besides */
  readonly imports: readonly string[]
  readonly styles: readonly string[]
}

interface DocumentProps {
  readonly title: string
  readonly language: Language
  readonly look: Look
  readonly files: ClientFiles
  /** what is in its body */
  readonly children: ReactElement
}

/** A whole HTML document. */
export function documentOf(props: DocumentProps): string {
  return `<!doctype html>${renderToStaticMarkup(<Document {...props} />)}`
}

function Document({ title, language, look, files, children }: DocumentProps) {
  const styles = [look.sheet, ...files.styles]
  return (
    <html lang={language} dir={directionOf(language)}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${title} – ${look.serviceName}`}</title>
        <link rel="icon" href={look.icon} />
        {styles.map((path) => (
          <link key={path} rel="stylesheet" href={path} />
        ))}
        {[files.script, ...files.imports].map((path) => (
          <link key={path} rel="modulepreload" href={path} />
        ))}
        <script type="module" src={files.script} />
      </head>
      <body>{children}</body>
    </html>
  )
}
