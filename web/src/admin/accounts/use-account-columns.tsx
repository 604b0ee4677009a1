import { useMemo } from 'react'
import { useMay } from '../api/me'
import { Breakable } from '../controls/breakable'
import { Icon } from '../controls/icon'
import { Moment } from '../controls/moment'
import { Badge, StateBadge } from '../controls/state-badge'
import type { Column } from '../list/data-table'
import { useRoleNames } from '../roles/use-role-names'
import { type Texts, useTexts } from '../texts/texts'
import { AccountRowLink } from './account-row-link'
import type { AccountEntry } from './load-accounts'

const NOTHING = <span className="muted">–</span>

/** Where an account stands; until when, if it ends by itself. */
function Standing({ account }: { readonly account: AccountEntry }) {
  const { state, offboardUntil, suspendedUntil } = account
  const until = offboardUntil ?? (state === 'suspended' ? suspendedUntil : undefined)
  return (
    <span className="joined">
      <StateBadge state={state} />
      {until !== undefined && <Moment at={until} />}
    </span>
  )
}

/** The columns of the list of accounts: those of them that the server answers for whoever is signed in. */
export function useAccountColumns(): readonly Column<AccountEntry>[] {
  const { t } = useTexts()
  const may = useMay()
  const [seesVisits, seesRoles] = [may('sessions.view'), may('roles.view')]
  const roleName = useRoleNames()
  return useMemo(
    () => [
      {
        id: 'handle',
        name: t('accounts.handle'),
        sort: 'handle',
        cell: ({ did, handle }) => <AccountRowLink did={did}>{handle ?? did}</AccountRowLink>,
      },
      { id: 'state', name: t('accounts.state'), cell: (account) => <Standing account={account} /> },
      {
        id: 'email',
        name: t('accounts.email'),
        sort: 'email',
        cell: ({ email, emailConfirmedAt }) => (
          <span className="joined">
            {email}
            {email !== undefined && emailConfirmedAt === undefined && (
              <Badge tone="quiet">{t('accounts.unconfirmed')}</Badge>
            )}
          </span>
        ),
      },
      { id: 'did', name: t('accounts.did'), cell: ({ did }) => <code>{did}</code> },
      {
        id: 'createdAt',
        name: t('accounts.created'),
        sort: 'createdAt',
        cell: ({ createdAt }) => <Moment at={createdAt} />,
      },
      {
        id: 'class',
        name: t('memberFacts.class'),
        cell: ({ class: kind }) => (kind === undefined ? NOTHING : t(`class.${kind}`)),
      },
      {
        id: 'domain',
        name: t('domains.domain'),
        cell: ({ domain }) => (domain === undefined ? NOTHING : <Breakable name={domain} />),
      },
      ...(seesRoles ? [rolesColumn(t, roleName)] : []),
      ...(seesVisits ? visitColumns(t) : [codeColumn(t)]),
    ],
    [t, seesVisits, seesRoles, roleName],
  )
}

function rolesColumn(t: Texts['t'], nameOf: (id: string) => string): Column<AccountEntry> {
  return {
    id: 'roles',
    name: t('roles.role'),
    cell: ({ roles = [] }) => (roles.length === 0 ? NOTHING : roles.map(nameOf).join(', ')),
  }
}

/** What those are shown who may see sessions. */
function visitColumns(t: Texts['t']): readonly Column<AccountEntry>[] {
  return [
    {
      id: 'lastSeenAt',
      name: t('accounts.lastSeen'),
      cell: ({ lastSeenAt }) => (lastSeenAt === undefined ? NOTHING : <Moment at={lastSeenAt} />),
    },
    {
      id: 'factor',
      name: t('accounts.secondFactor'),
      cell: ({ secondFactor = 'none' }) =>
        secondFactor === 'none' ? NOTHING : t(`accounts.secondFactors.${secondFactor}`),
    },
  ]
}

function codeColumn(t: Texts['t']): Column<AccountEntry> {
  return {
    id: 'factor',
    name: t('accounts.factor'),
    cell: ({ emailAuthFactor }) => (emailAuthFactor ? <Icon name="check" /> : NOTHING),
  }
}
