/** The languages of the pages; the first one is what everybody else gets. */
export const LANGUAGES = ['en', 'de', 'es', 'fr', 'ja', 'pt', 'ar'] as const
export type Language = (typeof LANGUAGES)[number]

const RIGHT_TO_LEFT: readonly Language[] = ['ar']

/** The direction in which a language is written. */
export function directionOf(language: Language): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.includes(language) ? 'rtl' : 'ltr'
}
