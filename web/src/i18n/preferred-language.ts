import { type Language, LANGUAGES } from './languages'

/**
 * The language of ours that somebody likes best.
 * @param accepted the value of an `Accept-Language` header, or languages in its form; English if it names none of ours
 */
export function preferredLanguage(accepted: string): Language {
  const wanted = accepted
    .split(',')
    .map((item) => {
      const [tag = '', ...parameters] = item.split(';').map((part) => part.trim())
      const weight = parameters.find((part) => part.startsWith('q='))?.slice('q='.length)
      return { primary: tag.toLowerCase().split('-', 1)[0], weight: Number(weight ?? 1) }
    })
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight)
  for (const { primary } of wanted) {
    const own = LANGUAGES.find((language) => language === primary)
    if (own) return own
  }
  return LANGUAGES[0]
}
