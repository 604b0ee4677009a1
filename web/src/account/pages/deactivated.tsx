import { useTranslation } from 'react-i18next'
import type { PortalFrame } from '../../../../src/portal/portal-state'
import { Form } from '../frame/form'
import { When } from '../frame/time'

/** What it means that the account is deactivated, and the way back. */
export function Deactivated({ state: { root, csrf, member } }: { readonly state: PortalFrame }) {
  const { t } = useTranslation()
  return (
    <div className="notice warning" role="status">
      <p className="title">{t('account.overview.deactivatedTitle')}</p>
      <p>{t('account.overview.deactivatedLead')}</p>
      {member.deleteAfter === undefined ? undefined : (
        <p>
          <When text="account.overview.deletion" at={member.deleteAfter} />
        </p>
      )}
      <Form action={`${root}/data`} csrf={csrf} className="row">
        <button type="submit" name="decision" value="reactivate" className="button primary small">
          {t('account.overview.reactivate')}
        </button>
      </Form>
    </div>
  )
}
