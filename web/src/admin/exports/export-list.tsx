import { useMemo } from 'react'
import { api, dataOf } from '../api/client'
import type { components } from '../api/generated/schema'
import { bytesText } from '../controls/amounts'
import { DownloadButton } from '../controls/download-button'
import { EmptyState } from '../controls/empty-state'
import { LinkToAccount } from '../controls/link-to-account'
import { Moment } from '../controls/moment'
import { Person } from '../controls/person'
import { Badge } from '../controls/state-badge'
import type { Column } from '../list/data-table'
import { pageOf } from '../list/list-query'
import { List } from '../list/list-screen'
import type { Search } from '../list/search'
import { useTexts } from '../texts/texts'

type Export = components['schemas']['Export']

const REFRESHED_MS = 10_000

function loadExports(search: Search) {
  return dataOf(api.GET('/admin/v1/exports', { params: { query: pageOf(search) } }))
}

/** Files of all that is known of members, the latest first. */
export function ExportList() {
  const { t } = useTexts()
  return (
    <List
      queryKey={['exports']}
      caption={t('place.exports')}
      columns={useColumns()}
      idOf={({ id }) => id}
      load={loadExports}
      refreshedMs={REFRESHED_MS}
      empty={() => <EmptyState icon="box" title={t('exports.none')} lead={t('exports.noneLead')} />}
    />
  )
}

function useColumns(): readonly Column<Export>[] {
  const { t, language, nameOf } = useTexts()
  return useMemo(
    () => [
      { id: 'did', name: t('roles.who'), cell: ({ did }) => <LinkToAccount did={did} /> },
      { id: 'kind', name: t('exports.kind'), cell: ({ kind }) => nameOf('exports.of', kind) },
      { id: 'state', name: t('accounts.state'), cell: (one) => <Standing one={one} /> },
      {
        id: 'size',
        name: t('files.size'),
        atEnd: true,
        cell: ({ size }) => size !== undefined && bytesText(size, language),
      },
      { id: 'by', name: t('approvals.by'), cell: ({ requestedBy }) => <Person by={requestedBy} /> },
      { id: 'createdAt', name: t('jobs.asked'), cell: ({ createdAt }) => <Moment at={createdAt} /> },
      {
        id: 'actions',
        name: t('list.actions'),
        cell: ({ id, did, available }) =>
          available && (
            <DownloadButton
              label={t('exports.download')}
              of={did}
              path={`/admin/v1/exports/${id}/download`}
              file={`${did.replaceAll(':', '-')}.tar`}
              isGuarded
            />
          ),
      },
    ],
    [t, language, nameOf],
  )
}

/** Whether it can be taken along, and until when. */
function Standing({ one }: { readonly one: Export }) {
  const { t } = useTexts()
  const { available, madeAt, downloadedAt, expiresAt } = one
  if (available) {
    return (
      <span className="joined">
        <Badge tone="success">{t('exports.ready')}</Badge>
        {expiresAt !== undefined && <Moment at={expiresAt} />}
      </span>
    )
  }
  if (madeAt === undefined) return <Badge tone="info">{t('jobs.state.active')}</Badge>
  return <Badge tone="quiet">{t(downloadedAt === undefined ? 'exports.over' : 'exports.taken')}</Badge>
}
