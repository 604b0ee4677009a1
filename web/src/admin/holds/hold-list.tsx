import { Link } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { api, dataOf } from '../api/client'
import type { components } from '../api/generated/schema'
import { useMay } from '../api/me'
import { EmptyState } from '../controls/empty-state'
import { LinkToAccount } from '../controls/link-to-account'
import { Moment } from '../controls/moment'
import { Person } from '../controls/person'
import { RowAction } from '../controls/row-action'
import { Badge } from '../controls/state-badge'
import type { Column } from '../list/data-table'
import { Facet } from '../list/facet'
import { filtersOf, pageOf } from '../list/list-query'
import { List } from '../list/list-screen'
import { type Search, useScreenSearch } from '../list/search'
import { useTexts } from '../texts/texts'
import { ArchiveDialog, ReleaseDialog } from './hold-dialogs'

type Hold = components['schemas']['Hold']

function loadHolds(search: Search) {
  const query = { ...pageOf(search), ...filtersOf(search, ['released', 'did']) }
  return dataOf(api.GET('/admin/v1/holds', { params: { query } }))
}

interface HoldListProps {
  /** whose holds; absent: those of everybody */
  readonly did?: string
}

/** Holds, the latest first, and how one is released. */
export function HoldList({ did }: HoldListProps) {
  const { t } = useTexts()
  const may = useMay()
  const { search, change } = useScreenSearch()
  const [released, setReleased] = useState<Hold>()
  const [archived, setArchived] = useState<Hold>()
  const deeds = {
    onRelease: may('holds.release') ? setReleased : undefined,
    onArchive: may('holds.place') ? setArchived : undefined,
  }
  const columns = useColumns(deeds, did !== undefined)
  return (
    <>
      <List
        queryKey={['holds', did ?? '']}
        caption={t('place.holds')}
        columns={columns}
        idOf={({ id }) => id}
        load={(asked) => loadHolds({ ...asked, ...(did !== undefined && { did }) })}
        filters={
          <Facet
            label={t('accounts.state')}
            value={search['released']}
            options={[
              { value: 'false', name: t('holds.held') },
              { value: 'true', name: t('holds.released') },
            ]}
            onChange={(value) => change({ released: value })}
          />
        }
        empty={(isNarrowed) => (
          <EmptyState
            icon="lock"
            title={t(isNarrowed ? 'list.noMatch' : 'holds.none')}
            lead={t(isNarrowed ? 'list.noMatchLead' : 'holds.noneLead')}
          />
        )}
      />
      <ReleaseDialog hold={released} onClose={() => setReleased(undefined)} />
      <ArchiveDialog hold={archived} onClose={() => setArchived(undefined)} />
    </>
  )
}

interface Deeds {
  readonly onRelease: ((hold: Hold) => void) | undefined
  readonly onArchive: ((hold: Hold) => void) | undefined
}

function useColumns({ onRelease, onArchive }: Deeds, isOfOne: boolean): readonly Column<Hold>[] {
  const { t } = useTexts()
  const seesArchives = useMay()('accounts.export')
  return useMemo(() => {
    const columns: readonly Column<Hold>[] = [
      { id: 'did', name: t('roles.who'), cell: ({ did }) => <LinkToAccount did={did} /> },
      {
        id: 'state',
        name: t('accounts.state'),
        cell: ({ releasedAt }) => (
          <Badge tone={releasedAt === undefined ? 'warning' : 'quiet'}>
            {t(releasedAt === undefined ? 'holds.held' : 'holds.released')}
          </Badge>
        ),
      },
      {
        id: 'reason',
        name: t('audit.reason'),
        cell: ({ reason }) => <span className="clipped">{reason}</span>,
      },
      { id: 'by', name: t('holds.by'), cell: ({ placedBy }) => <Person by={placedBy} /> },
      { id: 'at', name: t('holds.since'), cell: ({ placedAt }) => <Moment at={placedAt} /> },
      {
        id: 'review',
        name: t('holds.review'),
        cell: ({ reviewAt }) => reviewAt !== undefined && <Moment at={reviewAt} />,
      },
      {
        id: 'actions',
        name: t('list.actions'),
        cell: (hold) => (
          <span className="joined">
            {seesArchives && (
              <Link to="/exports" search={{ kind: 'hold', did: hold.did }}>
                {t('holds.archives')}
              </Link>
            )}
            {onArchive && hold.releasedAt === undefined && (
              <RowAction name={t('holds.archive')} of={hold.did} onClick={() => onArchive(hold)} />
            )}
            {onRelease && hold.releasedAt === undefined && (
              <RowAction name={t('holds.release')} of={hold.did} onClick={() => onRelease(hold)} />
            )}
          </span>
        ),
      },
    ]
    return isOfOne ? columns.slice(1) : columns
  }, [t, onRelease, onArchive, seesArchives, isOfOne])
}
