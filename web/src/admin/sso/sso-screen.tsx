import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { api, dataOf } from '../api/client'
import { useMay } from '../api/me'
import { EmptyState } from '../controls/empty-state'
import { Loaded } from '../controls/loaded'
import { Moment } from '../controls/moment'
import { ScreenHead } from '../controls/screen-head'
import { type Column, DataTable } from '../list/data-table'
import { useTexts } from '../texts/texts'
import type { Connection } from './connection'
import { ConnectionHealth, ConnectionState } from './connection-badges'

/** The identity providers with which members sign in. */
export function SsoScreen() {
  const { t } = useTexts()
  const may = useMay()
  const columns = useColumns()
  const query = useQuery({
    queryKey: ['connections'],
    queryFn: () => dataOf(api.GET('/admin/v1/sso/connections')),
  })
  return (
    <section className="screen">
      <ScreenHead title={t('place.sso')} lead={t('sso.lead')}>
        {may('connections.manage') && (
          <Link to="/sso/new" className="button primary">
            {t('sso.new')}
          </Link>
        )}
      </ScreenHead>
      <Loaded query={query}>
        {({ data }) =>
          data.length === 0 ? (
            <EmptyState icon="door" title={t('sso.none')} lead={t('sso.noneLead')} />
          ) : (
            <DataTable caption={t('place.sso')} columns={columns} rows={data} idOf={({ id }) => id} />
          )
        }
      </Loaded>
    </section>
  )
}

function useColumns(): readonly Column<Connection>[] {
  const { t } = useTexts()
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
      { id: 'health', name: t('sso.health'), cell: (one) => <ConnectionHealth connection={one} /> },
      { id: 'issuer', name: t('sso.issuer'), cell: ({ issuer }) => <code>{issuer}</code> },
      { id: 'updatedAt', name: t('sso.changed'), cell: ({ updatedAt }) => <Moment at={updatedAt} /> },
    ],
    [t],
  )
}
