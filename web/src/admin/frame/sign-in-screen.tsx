import { useQuery, useQueryClient } from '@tanstack/react-query'
import { meQuery } from '../api/me'
import { doorsQuery, openSession } from '../api/session'
import { useTexts } from '../texts/texts'
import { OrganizationDoors } from './organization-doors'
import { PasswordForm } from './password-form'
import { memberDoor } from './service'
import { useService } from './service-context'

interface SignInScreenProps {
  /** somebody is signed in who has a role, but with less than that takes */
  readonly needsPasskey?: boolean
}

/** The door: shown in place of every screen as long as nobody is signed in. */
export function SignInScreen({ needsPasskey = false }: SignInScreenProps) {
  const { t } = useTexts()
  const service = useService()
  const { name, logo, home } = service
  const client = useQueryClient()
  const { data: doors } = useQuery(doorsQuery)
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
        {hasFailed() && (
          <p className="notice" role="alert">
            {t('signIn.entryFailed')}
          </p>
        )}
        {needsPasskey && (
          <p className="notice" role="status">
            {t('signIn.needsPasskey')} <a href={`${home}/account`}>{t('signIn.addPasskey')}</a>
          </p>
        )}
        <a className="button primary" href={memberDoor(service, 'admin')}>
          {t('signIn.memberAction')}
        </a>
        <OrganizationDoors doors={doors?.organizations ?? []} label="signIn.organization" />
        <p className="muted door-hint">{t('signIn.member')}</p>
        {doors?.hasPassword !== false && (
          <div className="door-password">
            <PasswordForm action={t('signIn.action')} isMain={false} onSubmit={enter} />
          </div>
        )}
      </div>
    </main>
  )
}

/** Whether somebody was sent back from where members sign in, and it could not be told that it is the same browser. */
function hasFailed(): boolean {
  return new URLSearchParams(location.search).get('entry') === 'failed'
}
