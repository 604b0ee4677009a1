import type { components } from '../api/generated/schema'
import type { AdminLanguage } from '../texts/admin-languages'

type Finding = components['schemas']['Finding']

/** What is said of findings in a language, by their codes. */
interface FindingTexts {
  readonly found: Readonly<Record<string, string>>
  readonly fix: Readonly<Record<string, string>>
}

/** One screen shows them: they are loaded with it. English is what the server says. */
const locales = import.meta.glob<FindingTexts>('../locales/findings/*.json', { import: 'default' })

/**
 * The same findings in the words of a language. Where it has none, as of findings newer than this page, they stay
 * English; so does what other programs have said, and commands.
 */
export async function inLanguage(findings: readonly Finding[], language: AdminLanguage): Promise<Finding[]> {
  const texts = await locales[`../locales/findings/${language}.json`]?.()
  if (!texts) return [...findings]
  return findings.map((finding) => {
    const { code, fixCode, values, commands } = finding
    const say = (text: string) => fill(text, values, language)
    const found = texts.found[code]
    const fix = fixCode === undefined ? undefined : texts.fix[fixCode]
    return {
      ...finding,
      ...(found !== undefined && { detail: say(found) }),
      ...(fix !== undefined && { fix: [say(fix), commands].filter(Boolean).join('\n') }),
    }
  })
}

/** @param text with values in braces; those that are amounts are marked so: `{{free, number}}` */
function fill(text: string, values: Finding['values'], language: AdminLanguage): string {
  return text.replace(/\{\{(\w+)(, number)?\}\}/g, (whole, name: string, isNumber?: string) => {
    const value = values[name] ?? whole
    return isNumber && Number.isFinite(Number(value))
      ? new Intl.NumberFormat(language).format(Number(value))
      : value
  })
}
