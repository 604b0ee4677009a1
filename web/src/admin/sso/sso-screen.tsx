import { Link } from '@tanstack/react-router'
import { lazy } from 'react'
import { useMay } from '../api/me'
import { ScreenHead } from '../controls/screen-head'
import { ScreenTabs } from '../controls/screen-tabs'
import { useTexts } from '../texts/texts'
import { ConnectionList } from './connection-list'

const Registrations = lazy(() => import('./registrations'))
const SetupLinks = lazy(() => import('./setup-links'))
const PasswordExceptions = lazy(() => import('./password-exceptions'))

/** The identity providers with which members sign in, who waits for an account, and who may do without. */
export function SsoScreen() {
  const { t } = useTexts()
  const may = useMay()
  return (
    <section className="screen">
      <ScreenHead title={t('place.sso')} lead={t('sso.lead')}>
        {may('connections.manage') && (
          <Link to="/sso/new" className="button primary">
            {t('sso.new')}
          </Link>
        )}
      </ScreenHead>
      <ScreenTabs
        label={t('sso.parts')}
        tabs={[
          { name: 'connections', title: t('sso.part.connections'), panel: <ConnectionList /> },
          { name: 'setup', title: t('sso.part.setup'), panel: <SetupLinks /> },
          { name: 'registrations', title: t('sso.part.registrations'), panel: <Registrations /> },
          { name: 'exceptions', title: t('sso.part.exceptions'), panel: <PasswordExceptions /> },
        ]}
      />
    </section>
  )
}
