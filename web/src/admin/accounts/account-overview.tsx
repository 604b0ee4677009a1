import { useState } from 'react'
import { useMay } from '../api/me'
import { Fact, Facts } from '../controls/facts'
import { languageName } from '../controls/language-name'
import { Moment } from '../controls/moment'
import { Badge } from '../controls/state-badge'
import { useTexts } from '../texts/texts'
import { AccountIdentities } from './account-identities'
import { AccountMemberFacts } from './account-member-facts'
import { EditDialog } from './edit-dialog'
import type { Account } from './verbs'

interface AccountOverviewProps {
  readonly account: Account
  readonly tag: string | undefined
}

/** What is known of an account, at a glance. */
export default function AccountOverview({ account, tag }: AccountOverviewProps) {
  const { t } = useTexts()
  const may = useMay()
  const [isEditing, setEditing] = useState(false)
  const { did, handle, email, emailConfirmedAt, createdAt, lastSeenAt, status, takedownRef } = account
  return (
    <>
      <div className="panel">
        <div className="panel-head">
          <h2>{t('account.identity')}</h2>
          {may('accounts.edit') && (
            <button type="button" className="button" onClick={() => setEditing(true)}>
              {t('action.edit')}
            </button>
          )}
        </div>
        <Facts>
          <Fact name={t('accounts.handle')} copy={handle}>
            {handle ?? <span className="muted">{t('account.noHandle')}</span>}
          </Fact>
          <Fact name={t('accounts.did')} copy={did}>
            <code>{did}</code>
          </Fact>
          <Fact name={t('accounts.email')} copy={email}>
            <span className="joined">
              {email ?? <span className="muted">{t('account.noEmail')}</span>}
              {email !== undefined && (
                <Badge tone={emailConfirmedAt === undefined ? 'warning' : 'success'}>
                  {t(emailConfirmedAt === undefined ? 'accounts.unconfirmed' : 'accounts.confirmed')}
                </Badge>
              )}
            </span>
          </Fact>
          <Fact name={t('edit.language')}>
            {account.language === undefined ? (
              <span className="muted">{t('edit.languageUsual')}</span>
            ) : (
              languageName(account.language)
            )}
          </Fact>
          <Fact name={t('accounts.created')}>
            <Moment at={createdAt} />
          </Fact>
          {may('sessions.view') && (
            <Fact name={t('accounts.lastSeen')}>
              {lastSeenAt === undefined ? (
                <span className="muted">{t('accounts.neverSeen')}</span>
              ) : (
                <Moment at={lastSeenAt} />
              )}
            </Fact>
          )}
          <Fact name={t('account.status')}>{t(`state.${status}`)}</Fact>
          {takedownRef !== undefined && <Fact name={t('account.takedownRef')}>{takedownRef}</Fact>}
          <Times account={account} />
          <Fact name={t('accounts.factor')}>{t(account.emailAuthFactor ? 'action.yes' : 'action.no')}</Fact>
          <Fact name={t('account.invites')}>{t(account.invitesDisabled ? 'action.no' : 'action.yes')}</Fact>
        </Facts>
        <EditDialog account={account} tag={tag} open={isEditing} onOpenChange={setEditing} />
      </div>
      <AccountMemberFacts did={did} />
      <AccountIdentities did={did} />
    </>
  )
}

/** When what happened to it, as far as something did. */
function Times({ account }: { readonly account: Account }) {
  const { t } = useTexts()
  return (['suspendedUntil', 'lockedAt', 'offboardUntil', 'deactivatedAt', 'deleteAfter'] as const).map(
    (name) => {
      const at = account[name]
      if (at === undefined) return undefined
      return (
        <Fact key={name} name={t(`account.${name}`)}>
          <Moment at={at} />
        </Fact>
      )
    },
  )
}
