import { createInstance, type i18n } from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import type en from '../locales/en.json'
import type { AdminLanguage } from './admin-languages'

/** All texts of the dashboard in one language. */
export type AdminMessages = typeof en

const NAMESPACE = 'admin'

/** Only the language that is needed is loaded. */
const locales = import.meta.glob<AdminMessages>('../locales/*.json', { import: 'default' })

/** Loads the texts of a language. */
export async function textsOf(language: AdminLanguage): Promise<i18n> {
  const messages = await locales[`../locales/${language}.json`]!()
  const instance = createInstance()
  await instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    ns: [NAMESPACE],
    defaultNS: NAMESPACE,
    resources: { [language]: { [NAMESPACE]: messages } },
    // React escapes.
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
    returnNull: false,
  })
  return instance
}

/** The texts of the dashboard, by their names. */
export function useTexts() {
  const { t, i18n: instance } = useTranslation(NAMESPACE)
  return { t, language: instance.language as AdminLanguage }
}

/** The name of a text. */
export type AdminText = Leaves<AdminMessages>

/** What the dashboard calls the forms of a plural, without their endings. */
type Stem<Key extends string> = Key extends `${infer Start}_one` | `${infer Start}_other` ? Start : Key

type Leaves<Texts> = {
  [Key in keyof Texts & string]: Texts[Key] extends string ? Stem<Key> : `${Key}.${Leaves<Texts[Key]>}`
}[keyof Texts & string]
