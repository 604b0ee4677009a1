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
  return {
    t,
    language: instance.language as AdminLanguage,
    /** What something is called that the server may have learnt after this was written: then by the server's word. */
    nameOf: (group: string, word: string): string => {
      const key = `${group}.${word}`
      return instance.exists(key, { ns: NAMESPACE })
        ? (instance.getFixedT(null, NAMESPACE) as Plain)(key)
        : word
    },
  }
}

type Plain = (key: string) => string
