import { useMemo } from 'react'
import { api, dataOf } from '../api/client'
import type { components } from '../api/generated/schema'
import { EmptyState } from '../controls/empty-state'
import { LinkToAccount } from '../controls/link-to-account'
import { Moment } from '../controls/moment'
import { Badge } from '../controls/state-badge'
import type { Column } from '../list/data-table'
import { Facet } from '../list/facet'
import { filtersOf, pageOf } from '../list/list-query'
import { List } from '../list/list-screen'
import { type Search, useScreenSearch } from '../list/search'
import { useTexts } from '../texts/texts'

type ScimEvent = components['schemas']['ScimEvent']

const OUTCOMES = ['done', 'refused'] as const

/** What the directory of a connection has asked for, and what became of it. */
export function DirectoryEvents({ id }: { readonly id: string }) {
  const { t } = useTexts()
  const { search, change } = useScreenSearch()
  const columns = useColumns()
  const load = (asked: Search) => {
    const query = { ...pageOf(asked), ...filtersOf(asked, ['outcome']), 'filter[connection]': id }
    return dataOf(api.GET('/admin/v1/sso/scim-events', { params: { query } }))
  }
  return (
    <section aria-labelledby="directory-events" className="part">
      <h2 id="directory-events">{t('directory.events')}</h2>
      <List
        queryKey={['connections', id, 'scim-events']}
        caption={t('directory.events')}
        columns={columns}
        idOf={(event) => event.id}
        load={load}
        filters={
          <Facet
            label={t('audit.outcome')}
            value={search['outcome']}
            options={OUTCOMES.map((outcome) => ({ value: outcome, name: t(`directory.outcome.${outcome}`) }))}
            onChange={(outcome) => change({ outcome })}
          />
        }
        empty={(isNarrowed) => (
          <EmptyState
            icon="people"
            title={t(isNarrowed ? 'list.noMatch' : 'directory.noEvents')}
            lead={t(isNarrowed ? 'list.noMatchLead' : 'directory.noEventsLead')}
          />
        )}
      />
    </section>
  )
}

function useColumns(): readonly Column<ScimEvent>[] {
  const { t, nameOf } = useTexts()
  return useMemo(
    () => [
      {
        id: 'action',
        name: t('audit.action'),
        cell: ({ action }) => <strong>{nameOf('directory.action', action)}</strong>,
      },
      {
        id: 'outcome',
        name: t('audit.outcome'),
        cell: ({ outcome }) => (
          <Badge tone={outcome === 'done' ? 'success' : 'error'}>
            {nameOf('directory.outcome', outcome)}
          </Badge>
        ),
      },
      {
        id: 'who',
        name: t('directory.who'),
        cell: ({ name, did }) => (did === undefined ? name : <LinkToAccount did={did} name={name} />),
      },
      { id: 'detail', name: t('bulk.detail'), cell: ({ detail }) => detail },
      { id: 'at', name: t('audit.at'), cell: ({ at }) => <Moment at={at} /> },
    ],
    [t, nameOf],
  )
}
