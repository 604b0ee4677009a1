import { useId } from 'react'
import { type Language, LANGUAGES } from '../../i18n/languages'
import { useTexts } from '../texts/texts'
import { languageName } from './language-name'

interface LetterLanguageProps {
  /** of the field, in the form */
  readonly name?: string
  readonly value?: Language
  readonly onChange?: (language: Language) => void
}

/** In which language a letter goes out; to begin with, that of whoever writes it. */
export function LetterLanguage({ name, value, onChange }: LetterLanguageProps) {
  const { t, language } = useTexts()
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{t('inviteLetters.language')}</label>
      <select
        id={id}
        name={name}
        className="entry"
        {...(value === undefined ? { defaultValue: language } : { value })}
        onChange={({ target }) => onChange?.(target.value as Language)}
      >
        {LANGUAGES.map((each) => (
          <option key={each} value={each} lang={each}>
            {languageName(each)}
          </option>
        ))}
      </select>
    </div>
  )
}
