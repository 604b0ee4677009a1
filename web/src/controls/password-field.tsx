import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useIsAlive } from './use-is-alive'
import { Field, type FieldProps } from './field'

/** A password, which can be shown once the page is alive. */
export function PasswordField(props: Omit<FieldProps, 'type' | 'affix'>) {
  const { t } = useTranslation()
  const isAlive = useIsAlive()
  const [isShown, setShown] = useState(false)
  const toggle = (
    <button
      type="button"
      aria-label={t(isShown ? 'action.hidePassword' : 'action.showPassword')}
      onClick={() => setShown(!isShown)}
    >
      {t(isShown ? 'action.hide' : 'action.show')}
    </button>
  )
  return (
    <Field
      {...props}
      type={isShown ? 'text' : 'password'}
      autoCapitalize="none"
      spellCheck={false}
      affix={isAlive ? toggle : undefined}
    />
  )
}
