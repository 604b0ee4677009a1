import { useTranslation } from 'react-i18next'
import { PasswordField } from './password-field'

/** What the server takes (src/account/passwords.ts). */
const LENGTH_MIN = 8
const LENGTH_MAX = 256

/** A password that is to be. */
export function NewPasswordField({ label }: { readonly label: string }) {
  const { t } = useTranslation()
  return (
    <PasswordField
      name="password"
      label={label}
      hint={t('signUp.passwordHint', { length: LENGTH_MIN })}
      required
      minLength={LENGTH_MIN}
      maxLength={LENGTH_MAX}
      autoComplete="new-password"
      dir="ltr"
    />
  )
}
