/** The languages of letters. */
export const MAIL_LANGUAGES = ['en', 'de', 'es', 'fr', 'ja', 'pt', 'ar'] as const
export type MailLanguage = (typeof MAIL_LANGUAGES)[number]

/** Which way a language is written. */
export function mailDirection(language: MailLanguage): 'ltr' | 'rtl' {
  return language === 'ar' ? 'rtl' : 'ltr'
}

/** Longest text that is looked at for languages. */
const WISH_LENGTH_MAX = 1_000

/**
 * The language of ours that somebody likes best; undefined if they name none of them.
 * @param wish the value of an `Accept-Language` header, or a language tag
 */
export function mailLanguageIn(wish: string | undefined): MailLanguage | undefined {
  if (wish === undefined || wish.length > WISH_LENGTH_MAX) return undefined
  const wanted = wish
    .split(',')
    .map((item) => {
      const [tag = '', ...parameters] = item.split(';').map((part) => part.trim())
      const weight = parameters.find((part) => part.startsWith('q='))?.slice('q='.length)
      return { primary: tag.toLowerCase().split(/[-_]/, 1)[0], weight: Number(weight ?? 1) }
    })
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight)
  for (const { primary } of wanted) {
    const own = MAIL_LANGUAGES.find((language) => language === primary)
    if (own) return own
  }
  return undefined
}

/** A moment as it reads in a letter, in UTC. */
export function mailedTime(language: MailLanguage, at: Date): string {
  const date = { year: 'numeric', month: 'long', day: 'numeric' } as const
  const time = { hour: '2-digit', minute: '2-digit', timeZone: 'UTC', timeZoneName: 'short' } as const
  return new Intl.DateTimeFormat(language, { ...date, ...time }).format(at)
}

/** A day as it reads in a letter, in UTC. */
export function mailedDay(language: MailLanguage, at: Date): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(at)
}
