import { createInstance, type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import type account from '../account/locales/en.json'
import type admin from '../admin/locales/en.json'
import type en from '../locales/en.json'
import type { Language } from './languages'

/** All texts of one language, of the pages that sign in. */
export type Messages = typeof en
/** Those that only the account portal has besides. */
export type AccountMessages = typeof account

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: Messages & AccountMessages; admin: typeof admin }
    // A text that does not exist does not compile; one that another language lacks fails a test.
    strictKeyChecks: true
  }
}

/** The texts of one language, ready for pages. They are there already, so nothing is waited for. */
export function i18nOf(language: Language, messages: Messages | (Messages & AccountMessages)): i18n {
  const instance = createInstance()
  void instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation: messages } },
    initAsync: false,
    // React escapes.
    interpolation: { escapeValue: false },
    react: { useSuspense: false, transSupportBasicHtmlNodes: false },
    returnNull: false,
  })
  return instance
}
