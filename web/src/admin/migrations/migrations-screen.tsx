import { Link } from '@tanstack/react-router'
import { lazy, useMemo, useState } from 'react'
import { api, dataOf } from '../api/client'
import type { components } from '../api/generated/schema'
import { useMay } from '../api/me'
import { EmptyState } from '../controls/empty-state'
import { LinkToAccount } from '../controls/link-to-account'
import { Moment } from '../controls/moment'
import { RowAction } from '../controls/row-action'
import { ScreenHead } from '../controls/screen-head'
import { ScreenTabs } from '../controls/screen-tabs'
import { Badge } from '../controls/state-badge'
import type { Column } from '../list/data-table'
import { Facet } from '../list/facet'
import { filtersOf, pageOf } from '../list/list-query'
import { List } from '../list/list-screen'
import { type Search, useScreenSearch } from '../list/search'
import { useTexts } from '../texts/texts'
import { InviteMovesDialog } from './invite-moves-dialog'
import { MigrationDialog } from './migration-dialog'

const GuidedMoves = lazy(() => import('./guided-moves'))

type Migration = components['schemas']['Migration']

const DIRECTIONS = ['in', 'out'] as const

function loadMigrations(search: Search) {
  const query = { ...pageOf(search), ...filtersOf(search, ['direction']) }
  return dataOf(api.GET('/admin/v1/migrations', { params: { query } }))
}

/** Accounts that move here, and those that have moved away; and who was invited to. */
export function MigrationsScreen() {
  const { t } = useTexts()
  const may = useMay()
  const [isInviting, setInviting] = useState(false)
  const onTheWay = { name: 'way', title: t('moves.onTheWay'), panel: <OnTheWay /> }
  const invited = { name: 'invited', title: t('moves.title'), panel: <GuidedMoves /> }
  return (
    <section className="screen">
      <ScreenHead title={t('place.migrations')} lead={t('migrations.lead')}>
        {may('invites.create') && may('accounts.bulk') && (
          <Link to="/migrations/import" className="button">
            {t('moves.importMany')}
          </Link>
        )}
        {may('invites.create') && (
          <button type="button" className="button primary" onClick={() => setInviting(true)}>
            {t('moves.invitePeople')}
          </button>
        )}
      </ScreenHead>
      {may('invites.view') ? (
        <ScreenTabs label={t('place.migrations')} tabs={[onTheWay, invited]} />
      ) : (
        <OnTheWay />
      )}
      <InviteMovesDialog open={isInviting} onOpenChange={setInviting} />
    </section>
  )
}

/** What is known of accounts, however they move. */
function OnTheWay() {
  const { t } = useTexts()
  const { search, change } = useScreenSearch()
  const [shown, setShown] = useState<string>()
  const columns = useColumns(setShown)
  return (
    <>
      <List
        queryKey={['migrations']}
        caption={t('place.migrations')}
        columns={columns}
        idOf={({ did }) => did}
        load={loadMigrations}
        filters={
          <Facet
            label={t('migrations.direction')}
            value={search['direction']}
            options={DIRECTIONS.map((direction) => ({
              value: direction,
              name: t(`migrations.is.${direction}`),
            }))}
            onChange={(direction) => change({ direction })}
          />
        }
        empty={(isNarrowed) =>
          isNarrowed ? (
            <EmptyState icon="move" title={t('list.noMatch')} lead={t('list.noMatchLead')} />
          ) : (
            <EmptyState icon="move" title={t('migrations.none')} lead={t('migrations.noneLead')}>
              <code>pds migrate-in alice.old.example --handle alice.example.org</code>
            </EmptyState>
          )
        }
      />
      <MigrationDialog id={shown} onClose={() => setShown(undefined)} />
    </>
  )
}

function useColumns(onShow: (did: string) => void): readonly Column<Migration>[] {
  const { t } = useTexts()
  return useMemo(
    () => [
      { id: 'did', name: t('roles.who'), cell: ({ did }) => <LinkToAccount did={did} /> },
      {
        id: 'direction',
        name: t('migrations.direction'),
        cell: ({ direction }) => (
          <Badge tone={direction === 'in' ? 'success' : 'quiet'}>{t(`migrations.is.${direction}`)}</Badge>
        ),
      },
      {
        id: 'next',
        name: t('migrations.next'),
        cell: ({ direction, steps }) => {
          const next = steps.find(({ state }) => state !== 'done')
          return next === undefined
            ? t('migrations.gone')
            : `${t(`migrations.step.${direction}.${next.name}`)}: ${t(`migrations.state.${next.state}`)}`
        },
      },
      { id: 'pds', name: t('migrations.pds'), cell: ({ pds }) => pds && <code>{pds}</code> },
      { id: 'since', name: t('migrations.since'), cell: ({ since }) => <Moment at={since} /> },
      {
        id: 'actions',
        name: t('list.actions'),
        cell: ({ did, handle }) => (
          <RowAction name={t('migrations.look')} of={handle ?? did} onClick={() => onShow(did)} />
        ),
      },
    ],
    [t, onShow],
  )
}
