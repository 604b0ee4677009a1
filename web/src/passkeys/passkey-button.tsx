import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { PasskeyView } from '../../../src/oauth/page-state'
import { Notice } from '../controls/notice'
import { usePasskey } from './use-passkey'

interface PasskeyButtonProps {
  readonly request: PasskeyView
  readonly label: string
  readonly look: 'primary' | 'plain'
  /** whether browsers offer passkeys where a name is entered as well */
  readonly isOffered?: boolean
}

/** Proves a passkey and sends the form around it. Without scripts there is nothing. */
export function PasskeyButton({ request, label, look, isOffered = false }: PasskeyButtonProps) {
  const { t } = useTranslation()
  const field = useRef<HTMLInputElement>(null)
  const { isPossible, hasFailed, ask } = usePasskey(request, field, isOffered)
  if (!isPossible) return undefined
  return (
    <>
      {hasFailed ? <Notice kind="error">{t('passkey.notDone')}</Notice> : undefined}
      <input ref={field} type="hidden" name="passkey" />
      <button type="button" className={`button ${look}`} onClick={() => void ask()}>
        {label}
      </button>
    </>
  )
}
