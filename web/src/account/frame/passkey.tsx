import { useTranslation } from 'react-i18next'

interface PasskeyProps {
  /** what is asked of the browser: to prove a passkey, or to make one */
  readonly kind: 'prove' | 'create'
  readonly options: object
  readonly label: string
  readonly isPrimary: boolean
}

/** Has the browser prove or make a passkey, and sends the form around it; scripts bring it to light (client.ts). */
export function Passkey({ kind, options, label, isPrimary }: PasskeyProps) {
  const { t } = useTranslation()
  return (
    <>
      <div className="passkey" data-passkey={kind} data-options={JSON.stringify(options)} hidden>
        <p className="notice error" role="alert" hidden>
          {t('passkey.notDone')}
        </p>
        <input type="hidden" name="passkey" disabled />
        <button type="button" className={isPrimary ? 'button primary' : 'button plain'}>
          {label}
        </button>
      </div>
      <noscript>
        <p className="hint">{t('passkey.needsScripts')}</p>
      </noscript>
    </>
  )
}
