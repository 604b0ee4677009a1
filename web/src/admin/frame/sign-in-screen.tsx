import { useQuery, useQueryClient } from '@tanstack/react-query'
import { meQuery } from '../api/me'
import { doorsQuery, openSession } from '../api/session'
import { useTexts } from '../texts/texts'
import { OrganizationDoors } from './organization-doors'
import { PasswordForm } from './password-form'
import { useService } from './service-context'

/** The door: shown in place of every screen as long as nobody is signed in. */
export function SignInScreen() {
  const { t } = useTexts()
  const { name, logo } = useService()
  const client = useQueryClient()
  const { data: doors = [] } = useQuery(doorsQuery)
  const enter = async (password: string) => {
    await openSession(password)
    await client.resetQueries(meQuery)
  }
  return (
    <main className="door">
      <div className="door-card">
        <p className="service">
          {logo === undefined ? (
            <span className="service-mark">{name.slice(0, 1)}</span>
          ) : (
            <img src={logo} alt="" />
          )}
          <span className="service-name">{name}</span>
        </p>
        <h1>{t('signIn.title')}</h1>
        <p className="lead">{t('signIn.lead')}</p>
        <PasswordForm action={t('signIn.action')} onSubmit={enter} />
        <OrganizationDoors doors={doors} label="signIn.organization" />
        <p className="muted door-hint">
          {t('signIn.member')} <a href="/account/sign-in?to=admin">{t('signIn.memberAction')}</a>
        </p>
      </div>
    </main>
  )
}
