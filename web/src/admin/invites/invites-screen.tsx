import { Link } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { api, dataOf } from '../api/client'
import type { components } from '../api/generated/schema'
import { useMay } from '../api/me'
import { CopyButton } from '../controls/copy-button'
import { EmptyState } from '../controls/empty-state'
import { Moment } from '../controls/moment'
import { ScreenHead } from '../controls/screen-head'
import { Badge } from '../controls/state-badge'
import type { Column } from '../list/data-table'
import { Facet } from '../list/facet'
import { filtersOf, pageOf } from '../list/list-query'
import { List } from '../list/list-screen'
import { type Search, useScreenSearch } from '../list/search'
import { useTexts } from '../texts/texts'
import { NewInvitesDialog } from './new-invites-dialog'
import { RevokeInviteDialog } from './revoke-invite-dialog'

type Invite = components['schemas']['Invite']

function loadInvites(search: Search) {
  const query = { ...pageOf(search), ...filtersOf(search, ['disabled', 'forAccount']) }
  return dataOf(api.GET('/admin/v1/invites', { params: { query } }))
}

/** Invite codes: whose they are, who has used them. */
export function InvitesScreen() {
  const { t } = useTexts()
  const may = useMay()
  const [isMaking, setMaking] = useState(false)
  const [revoked, setRevoked] = useState<string>()
  const columns = useColumns(may('invites.revoke') ? setRevoked : undefined)
  const makeButton = may('invites.create') && (
    <button type="button" className="button primary" onClick={() => setMaking(true)}>
      {t('invites.new')}
    </button>
  )
  return (
    <section className="screen">
      <ScreenHead title={t('place.invites')} lead={t('invites.lead')}>
        {makeButton}
      </ScreenHead>
      <List
        queryKey={['invites']}
        caption={t('place.invites')}
        columns={columns}
        idOf={({ code }) => code}
        load={loadInvites}
        filters={<Filters />}
        empty={(isNarrowed) => (
          <EmptyState
            icon="ticket"
            title={t(isNarrowed ? 'list.noMatch' : 'invites.none')}
            lead={t(isNarrowed ? 'list.noMatchLead' : 'invites.noneLead')}
          />
        )}
      />
      <NewInvitesDialog open={isMaking} onOpenChange={setMaking} />
      <RevokeInviteDialog code={revoked} onClose={() => setRevoked(undefined)} />
    </section>
  )
}

function Filters() {
  const { t } = useTexts()
  const { search, change } = useScreenSearch()
  return (
    <Facet
      label={t('invites.state')}
      value={search['disabled']}
      options={[
        { value: 'false', name: t('invites.usable') },
        { value: 'true', name: t('invites.revoked') },
      ]}
      onChange={(disabled) => change({ disabled })}
    />
  )
}

function useColumns(onRevoke: ((code: string) => void) | undefined): readonly Column<Invite>[] {
  const { t } = useTexts()
  return useMemo(
    () => [
      {
        id: 'code',
        name: t('invites.code'),
        cell: ({ code }) => (
          <span className="joined">
            <code>{code}</code>
            <CopyButton text={code} what={t('invites.code')} />
          </span>
        ),
      },
      { id: 'state', name: t('invites.state'), cell: (invite) => <InviteBadge invite={invite} /> },
      { id: 'used', name: t('invites.used'), cell: (invite) => <Uses invite={invite} /> },
      { id: 'owner', name: t('invites.owner'), cell: ({ forAccount }) => <Person did={forAccount} /> },
      { id: 'createdAt', name: t('invites.created'), cell: ({ createdAt }) => <Moment at={createdAt} /> },
      {
        id: 'actions',
        name: t('list.actions'),
        cell: ({ code, disabled }) =>
          onRevoke &&
          !disabled && (
            <button
              type="button"
              className="link-button"
              aria-label={t('invites.revokeCode', { code })}
              onClick={() => onRevoke(code)}
            >
              {t('invites.revoke')}
            </button>
          ),
      },
    ],
    [t, onRevoke],
  )
}

function InviteBadge({ invite: { disabled, available, uses } }: { readonly invite: Invite }) {
  const { t } = useTexts()
  if (disabled) return <Badge tone="quiet">{t('invites.revoked')}</Badge>
  if (uses.length >= available) return <Badge tone="quiet">{t('invites.usedUp')}</Badge>
  return <Badge tone="success">{t('invites.usable')}</Badge>
}

function Uses({ invite: { uses, available } }: { readonly invite: Invite }) {
  const { t } = useTexts()
  return (
    <details className="uses">
      <summary>{t('invites.uses', { used: uses.length, available })}</summary>
      <ul>
        {uses.map(({ usedBy, usedAt }) => (
          <li key={usedBy}>
            <Person did={usedBy} /> <Moment at={usedAt} />
          </li>
        ))}
        {uses.length === 0 && <li className="muted">{t('invites.nobody')}</li>}
      </ul>
    </details>
  )
}

function Person({ did }: { readonly did: string }) {
  const { t } = useTexts()
  if (!did.startsWith('did:')) return <span className="muted">{t('invites.service')}</span>
  return (
    <Link to="/accounts/$did" params={{ did }}>
      <code>{did}</code>
    </Link>
  )
}
