import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { EmptyState } from '../controls/empty-state'
import { Loaded } from '../controls/loaded'
import { Moment } from '../controls/moment'
import { type Column, DataTable } from '../list/data-table'
import { useTexts } from '../texts/texts'
import { type Connection, connectionsQuery } from './connection'
import { ConnectionHealth, ConnectionState } from './connection-badges'

/** The identity providers with which members sign in. */
export function ConnectionList() {
  const { t } = useTexts()
  const columns = useColumns()
  const query = useQuery(connectionsQuery)
  return (
    <Loaded query={query}>
      {({ data }) =>
        data.length === 0 ? (
          <EmptyState icon="door" title={t('sso.none')} lead={t('sso.noneLead')} />
        ) : (
          <DataTable caption={t('place.sso')} columns={columns} rows={data} idOf={({ id }) => id} />
        )
      }
    </Loaded>
  )
}

function useColumns(): readonly Column<Connection>[] {
  const { t, nameOf } = useTexts()
  return useMemo(
    () => [
      {
        id: 'name',
        name: t('sso.name'),
        cell: ({ id, name }) => (
          <Link to="/sso/$id" params={{ id }} search={{}} className="row-link">
            {name}
          </Link>
        ),
      },
      { id: 'state', name: t('accounts.state'), cell: (one) => <ConnectionState connection={one} /> },
      { id: 'kind', name: t('sso.kind'), cell: ({ kind }) => nameOf('sso.kindOf', kind) },
      { id: 'health', name: t('sso.health'), cell: (one) => <ConnectionHealth connection={one} /> },
      {
        id: 'issuer',
        name: t('sso.issuer'),
        cell: ({ issuer }) => (issuer === '' ? '–' : <code>{issuer}</code>),
      },
      { id: 'updatedAt', name: t('sso.changed'), cell: ({ updatedAt }) => <Moment at={updatedAt} /> },
    ],
    [t, nameOf],
  )
}
