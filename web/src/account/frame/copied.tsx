import { useTranslation } from 'react-i18next'

/** Something to be copied: a button does it where scripts run, and the text can be selected everywhere. */
export function Copied({ text, label }: { readonly text: string; readonly label: string }) {
  const { t } = useTranslation()
  return (
    <span className="copied" data-copy>
      <code dir="ltr">{text}</code>
      <button
        type="button"
        hidden
        data-copied={t('account.action.copied')}
        aria-label={`${t('account.action.copy')}: ${label}`}
      >
        {t('account.action.copy')}
      </button>
    </span>
  )
}
