import type { Language } from '../../i18n/languages'

/** Languages of the dashboard; the first one is what everybody else gets. */
export const ADMIN_LANGUAGES = ['en', 'de'] as const satisfies readonly Language[]
export type AdminLanguage = (typeof ADMIN_LANGUAGES)[number]

/** As each is called by those who speak it. */
export const LANGUAGE_NAMES: Readonly<Record<AdminLanguage, string>> = { en: 'English', de: 'Deutsch' }

const CHOICE = 'guildhall.admin.language'

/** The language somebody has chosen, or the one of ours that their browser likes best. */
export function currentLanguage(): AdminLanguage {
  const wanted = [localStorage.getItem(CHOICE) ?? '', ...navigator.languages]
  for (const tag of wanted) {
    const own = ADMIN_LANGUAGES.find((language) => tag.toLowerCase().split('-', 1)[0] === language)
    if (own) return own
  }
  return ADMIN_LANGUAGES[0]
}

/** Remembers a language, in this browser. */
export function rememberLanguage(language: AdminLanguage): void {
  localStorage.setItem(CHOICE, language)
}
