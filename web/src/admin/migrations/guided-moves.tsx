import { useMemo, useState } from 'react'
import { api, dataOf, type Once } from '../api/client'
import type { components } from '../api/generated/schema'
import { useMay } from '../api/me'
import { Breakable } from '../controls/breakable'
import { ConfirmDialog } from '../controls/confirm-dialog'
import { EmptyState } from '../controls/empty-state'
import { Moment } from '../controls/moment'
import { ReasonField } from '../controls/reason-field'
import { RowAction } from '../controls/row-action'
import { Badge } from '../controls/state-badge'
import type { Column } from '../list/data-table'
import { Facet } from '../list/facet'
import { filtersOf, pageOf } from '../list/list-query'
import { List } from '../list/list-screen'
import { type Search, useScreenSearch } from '../list/search'
import { useTexts } from '../texts/texts'
import { MigrationDialog } from './migration-dialog'
import { ResendMoveDialog } from './resend-move-dialog'

type GuidedMigration = components['schemas']['GuidedMigration']

const STATES = ['invited', 'underWay', 'waiting', 'failed', 'done', 'rolledBack', 'expired'] as const
const TONES = {
  invited: 'info',
  underWay: 'warning',
  waiting: 'warning',
  failed: 'error',
  done: 'success',
  rolledBack: 'quiet',
  expired: 'quiet',
} as const
/** Nothing is done for them at the moment, and they have not come to an end. */
const IDLE: readonly string[] = ['invited', 'waiting', 'failed', 'expired']
/** How often the list is asked for again: moves go on by themselves. */
const REFRESHED_MS = 10_000

function loadMoves(search: Search) {
  const query = { ...pageOf(search), ...filtersOf(search, ['state']) }
  return dataOf(api.GET('/admin/v1/migrations/invited', { params: { query } }))
}

const retry = (id: string, headers: Once) =>
  dataOf<unknown>(api.POST('/admin/v1/migrations/{id}/retry', { params: { path: { id } }, headers }))

const rollBack = (id: string, reason: string, headers: Once) =>
  dataOf<unknown>(
    api.POST('/admin/v1/migrations/{id}/rollback', { params: { path: { id } }, body: { reason }, headers }),
  )

/** Moves to here that people were invited to. */
export default function GuidedMoves() {
  const { t } = useTexts()
  const may = useMay()
  const { search, change } = useScreenSearch()
  const [shown, setShown] = useState<string>()
  const [retried, setRetried] = useState<GuidedMigration>()
  const [resent, setResent] = useState<GuidedMigration>()
  const [returned, setReturned] = useState<GuidedMigration>()
  const columns = useColumns({
    onShow: setShown,
    onRetry: may('invites.create') ? setRetried : undefined,
    onResend: may('invites.create') ? setResent : undefined,
    onReturn: may('invites.revoke') ? setReturned : undefined,
  })
  return (
    <>
      <List
        queryKey={['migrations', 'invited']}
        caption={t('moves.title')}
        columns={columns}
        idOf={({ id }) => id}
        load={loadMoves}
        refreshedMs={REFRESHED_MS}
        filters={
          <Facet
            label={t('accounts.state')}
            value={search['state']}
            options={STATES.map((state) => ({ value: state, name: t(`moves.is.${state}`) }))}
            onChange={(state) => change({ state })}
          />
        }
        empty={(isNarrowed) => (
          <EmptyState
            icon="move"
            title={t(isNarrowed ? 'list.noMatch' : 'moves.none')}
            lead={t(isNarrowed ? 'list.noMatchLead' : 'moves.noneLead')}
          />
        )}
      />
      <MigrationDialog id={shown} onClose={() => setShown(undefined)} />
      <ResendMoveDialog move={resent} onClose={() => setResent(undefined)} />
      <ConfirmDialog
        open={retried !== undefined}
        onClose={() => setRetried(undefined)}
        title={t('moves.retryName', { name: nameOf(retried) })}
        lead={t('moves.retryLead')}
        action={t('moves.retry')}
        act={(_form, once) => retry(retried!.id, once)}
        done={t('moves.retryDone')}
      />
      <ConfirmDialog
        open={returned !== undefined}
        onClose={() => setReturned(undefined)}
        title={t('moves.returnName', { name: nameOf(returned) })}
        lead={t('moves.returnLead')}
        action={t('moves.return')}
        isGrave
        act={(form, once) => rollBack(returned!.id, String(form.get('reason')), once)}
        done={t('moves.returnDone')}
      >
        <ReasonField autoFocus />
      </ConfirmDialog>
    </>
  )
}

function nameOf(move: Pick<GuidedMigration, 'handle' | 'did'> | undefined): string | undefined {
  return move?.handle ?? move?.did
}

interface Deeds {
  readonly onShow: (id: string) => void
  readonly onRetry: ((move: GuidedMigration) => void) | undefined
  readonly onResend: ((move: GuidedMigration) => void) | undefined
  readonly onReturn: ((move: GuidedMigration) => void) | undefined
}

function useColumns({ onShow, onRetry, onResend, onReturn }: Deeds): readonly Column<GuidedMigration>[] {
  const { t } = useTexts()
  return useMemo(
    () => [
      {
        id: 'who',
        name: t('roles.who'),
        cell: (move) => (
          <strong>
            <Breakable name={nameOf(move)!} />
          </strong>
        ),
      },
      {
        id: 'state',
        name: t('accounts.state'),
        cell: ({ state, waitsFor }) => (
          <Badge tone={TONES[state]}>
            {t(waitsFor === undefined ? `moves.is.${state}` : `moves.waitsFor.${waitsFor}`)}
          </Badge>
        ),
      },
      {
        id: 'pds',
        name: t('moves.from'),
        cell: ({ pds }) => (
          <code>
            <Breakable name={new URL(pds).host} />
          </code>
        ),
      },
      {
        id: 'newHandle',
        name: t('moves.newHandle'),
        cell: ({ newHandle }) => <Breakable name={newHandle ?? '–'} />,
      },
      { id: 'changedAt', name: t('moves.changed'), cell: ({ changedAt }) => <Moment at={changedAt} /> },
      {
        id: 'actions',
        name: t('list.actions'),
        cell: (move) => (
          <span className="joined">
            <RowAction name={t('migrations.look')} of={nameOf(move)!} onClick={() => onShow(move.id)} />
            {onRetry && (move.state === 'failed' || move.waitsFor === 'document') && (
              <RowAction name={t('moves.retry')} of={nameOf(move)!} onClick={() => onRetry(move)} />
            )}
            {onResend && IDLE.includes(move.state) && (
              <RowAction name={t('moves.resend')} of={nameOf(move)!} onClick={() => onResend(move)} />
            )}
            {onReturn && IDLE.includes(move.state) && (
              <RowAction name={t('moves.return')} of={nameOf(move)!} onClick={() => onReturn(move)} />
            )}
          </span>
        ),
      },
    ],
    [t, onShow, onRetry, onResend, onReturn],
  )
}
