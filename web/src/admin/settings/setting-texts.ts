import type { components } from '../api/generated/schema'
import type { AdminLanguage } from '../texts/admin-languages'

type Setting = components['schemas']['Setting']

/** What is said of settings in a language, by section and by environment variable. */
interface SettingTexts {
  readonly section: Readonly<Record<string, string>>
  /** How a default reads that is no plain value. */
  readonly usual: Readonly<Record<string, string>>
  readonly help: Readonly<Record<string, string>>
}

/** Two hundred texts that one screen shows: they are loaded with it. English is what the server says. */
const locales = import.meta.glob<SettingTexts>('../locales/settings/*.json', { import: 'default' })

/**
 * The same settings with what is said of them in a language, in the order of its names for their sections. Where the
 * language says nothing, as it does of settings newer than this page, it stays English.
 */
export async function inLanguage(settings: readonly Setting[], language: AdminLanguage): Promise<Setting[]> {
  const texts = await locales[`../locales/settings/${language}.json`]?.()
  if (!texts) return [...settings]
  const told = settings.map((setting) => {
    const { env, section, help, default: plain } = setting
    const usual = texts.usual[env] ?? plain
    return {
      ...setting,
      section: texts.section[section] ?? section,
      help: texts.help[env] ?? help,
      ...(usual !== undefined && { default: usual }),
    }
  })
  return told.sort((one, other) => one.section.localeCompare(other.section, language))
}
