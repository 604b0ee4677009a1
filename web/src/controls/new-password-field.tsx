import { useTranslation } from 'react-i18next'
import { PasswordField } from './password-field'

/** What the server takes (src/account/passwords.ts). */
const LENGTH_MIN = 8
const LENGTH_MAX = 256

interface NewPasswordFieldProps {
  readonly label: string
  /** when there need be none */
  readonly instead?: string
}

/** A password that is to be. */
export function NewPasswordField({ label, instead }: NewPasswordFieldProps) {
  const { t } = useTranslation()
  return (
    <PasswordField
      name="password"
      label={label}
      hint={[t('signUp.passwordHint', { length: LENGTH_MIN }), instead].filter(Boolean).join('. ')}
      required={instead === undefined}
      minLength={LENGTH_MIN}
      maxLength={LENGTH_MAX}
      autoComplete="new-password"
      dir="ltr"
    />
  )
}
