import { createInstance, type TFunction } from 'i18next'
import { createContext, useContext } from 'react'
import type en from '../locales/en.json'
import type { AdminLanguage } from './admin-languages'

/** All texts of the dashboard in one language. */
export type AdminMessages = typeof en

/** The texts of the dashboard, by their names. They stay the same as long as the page does. */
export interface Texts {
  readonly t: TFunction<typeof NAMESPACE>
  readonly language: AdminLanguage
  /**
   * What something is called that the server may have learnt after this was written.
   * @param otherwise what the server calls it; the word itself unless said
   */
  readonly nameOf: (group: string, word: string, otherwise?: string) => string
}

const NAMESPACE = 'admin'

/** Only the language that is needed is loaded. */
const locales = import.meta.glob<AdminMessages>('../locales/*.json', { import: 'default' })

/** Loads the texts of a language. */
export async function textsOf(language: AdminLanguage): Promise<Texts> {
  const messages = await locales[`../locales/${language}.json`]!()
  const instance = createInstance()
  await instance.init({
    lng: language,
    fallbackLng: false,
    ns: [NAMESPACE],
    defaultNS: NAMESPACE,
    resources: { [language]: { [NAMESPACE]: messages } },
    // React escapes.
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  const t = remembering(instance.getFixedT(language, NAMESPACE))
  const nameOf = (group: string, word: string, otherwise = word): string => {
    const key = `${group}.${word}`
    return instance.exists(key, { ns: NAMESPACE }) ? (t as Plain)(key) : otherwise
  }
  return { t, language, nameOf }
}

type Plain = (key: string) => string

/** Finds a text that takes no values once: every cell of a table asks for some, and finding one takes a while. */
function remembering(find: Texts['t']): Texts['t'] {
  const found = new Map<string, string>()
  const plain = find as (key: string, values?: object) => string
  const remembered: typeof plain = (key, values) => {
    if (values !== undefined) return plain(key, values)
    const text = found.get(key) ?? plain(key)
    found.set(key, text)
    return text
  }
  return remembered as Texts['t']
}

/** The texts, for everything below it. */
export const TextsContext = createContext<Texts | undefined>(undefined)

/** The texts of the dashboard. Every cell of a table asks for them: it has to cost nothing. */
export function useTexts(): Texts {
  return useContext(TextsContext)!
}
