import type { components } from '../api/generated/schema'
import type { AdminLanguage } from '../texts/admin-languages'

type Finding = components['schemas']['Finding']
type MailStep = components['schemas']['MailStep']

/** What is said of findings in a language, by their codes. */
interface FindingTexts {
  readonly found: Readonly<Record<string, string>>
  readonly fix: Readonly<Record<string, string>>
}

/** Two screens show them: they are loaded with them. English is what the server says. */
const locales = import.meta.glob<FindingTexts>('../locales/findings/*.json', { import: 'default' })

/**
 * The same findings in the words of a language. Where it has none, as of findings newer than this page, they stay
 * English; so does what other programs have said, and commands.
 */
export async function inLanguage(findings: readonly Finding[], language: AdminLanguage): Promise<Finding[]> {
  const texts = await textsOf(language)
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

/** The same of how far a mail came: what went wrong on the way is a finding, too. */
export async function mailStepsInLanguage(
  steps: readonly MailStep[],
  language: AdminLanguage,
): Promise<MailStep[]> {
  const texts = await textsOf(language)
  if (!texts) return [...steps]
  return steps.map((given) => {
    const { step, outcome, detail, adviceCode } = given
    const found = texts.found[outcome === 'warning' ? 'mail_perhaps_open' : `mail_fails_at_${step}`]
    const advice = adviceCode === undefined ? undefined : texts.fix[adviceCode]
    return {
      ...given,
      ...(outcome !== 'done' &&
        found !== undefined && { detail: fill(found, { message: detail }, language) }),
      ...(advice !== undefined && { advice }),
    }
  })
}

function textsOf(language: AdminLanguage): Promise<FindingTexts | undefined> {
  return locales[`../locales/findings/${language}.json`]?.() ?? Promise.resolve(undefined)
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
