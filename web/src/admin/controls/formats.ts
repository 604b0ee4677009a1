/** Gives what was made for a language before: making a format takes longer than using it a hundred times. */
function perLanguage<Format>(make: (language: string) => Format): (language: string) => Format {
  const made = new Map<string, Format>()
  return (language) => {
    const before = made.get(language)
    if (before !== undefined) return before
    const format = make(language)
    made.set(language, format)
    return format
  }
}

/** A time in full. */
export const timeFormat = perLanguage(
  (language) => new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'medium' }),
)

/** How far away a time is. */
export const distanceFormat = perLanguage(
  (language) => new Intl.RelativeTimeFormat(language, { numeric: 'auto' }),
)

/** A number. */
export const numberFormat = perLanguage((language) => new Intl.NumberFormat(language))
