import { useTranslation } from 'react-i18next'
import type { PlaceView } from '../../../../src/portal/portal-state'

/** What is known of a device, in words. */
export function usePlaceName(): (place: PlaceView) => string {
  const { t } = useTranslation()
  return ({ browser, system }) => {
    if (browser !== undefined && system !== undefined) return t('account.place.browser', { browser, system })
    return browser ?? system ?? t('account.place.unknown')
  }
}

/** Where it is, as far as it is known. */
export function Address({ place: { ip } }: { readonly place: PlaceView }) {
  const { t } = useTranslation()
  if (ip === undefined) return undefined
  return <bdi>{t('account.place.ip', { ip })}</bdi>
}
