import type { Alarm } from '../alarm.js'
import type { MailLanguage } from '../mail-language.js'
import type { SecurityMatter } from '../security-matter.js'
import { ARABIC } from './arabic.js'
import { ENGLISH } from './english.js'
import { FRENCH } from './french.js'
import { GERMAN } from './german.js'
import { JAPANESE } from './japanese.js'
import type { AlarmWords, LetterWords, NoticeWords } from './letter-words.js'
import { PORTUGUESE } from './portuguese.js'
import { SPANISH } from './spanish.js'

/** What letters say, in each of their languages. */
export const LETTERS: Readonly<Record<MailLanguage, LetterWords>> = {
  en: ENGLISH,
  de: GERMAN,
  es: SPANISH,
  fr: FRENCH,
  ja: JAPANESE,
  pt: PORTUGUESE,
  ar: ARABIC,
}

/** What is said of something that has happened to the security of an account. */
export function noticeWords(language: MailLanguage, about: SecurityMatter): NoticeWords {
  // The compiler does not see that the words of a kind take what is of that kind.
  const say = LETTERS[language].security.of[about.kind] as (about: SecurityMatter) => NoticeWords
  return say(about)
}

/** What is said of something that has to be seen to. */
export function alarmWords(language: MailLanguage, about: Alarm): AlarmWords {
  const say = LETTERS[language].alarm[about.kind] as (about: Alarm) => AlarmWords
  return say(about)
}
