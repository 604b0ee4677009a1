import { useTranslation } from 'react-i18next'
import { Frame } from '../../frame/frame'

/** The account is gone. */
export function FarewellPage() {
  const { t } = useTranslation()
  return (
    <Frame>
      <h1>{t('account.farewell.title')}</h1>
      <p className="lead">{t('account.farewell.lead')}</p>
    </Frame>
  )
}
