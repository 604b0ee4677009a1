import './styles/pages.css'
import { hydrateRoot } from 'react-dom/client'
import type { Messages } from './i18n/i18n'
import { i18nOf } from './i18n/i18n'
import { Page } from './page'
import { type PageData, ROOT_ID } from './page-data'

/** Of one language only; each is a file of its own. */
const locales = import.meta.glob<Messages>('./locales/*.json', { import: 'default' })

/** Brings the page to life. It works without: whatever fails here, its form can be sent. */
async function enliven(root: HTMLElement): Promise<void> {
  const { state, look, language } = JSON.parse(root.dataset['page']!) as PageData
  const messages = await locales[`./locales/${language}.json`]!()
  hydrateRoot(root, <Page state={state} look={look} texts={i18nOf(language, messages)} />)
}

void enliven(document.getElementById(ROOT_ID)!)
