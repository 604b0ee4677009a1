import { useMemo } from 'react'
import { api, dataOf } from '../api/client'
import type { components } from '../api/generated/schema'
import { bytesText } from '../controls/amounts'
import { CopyButton } from '../controls/copy-button'
import { DownloadButton } from '../controls/download-button'
import { EmptyState } from '../controls/empty-state'
import { LinkToAccount } from '../controls/link-to-account'
import { Moment } from '../controls/moment'
import { Person } from '../controls/person'
import { Badge } from '../controls/state-badge'
import { useAccountName } from '../controls/use-account-name'
import type { Column } from '../list/data-table'
import { Facet } from '../list/facet'
import { filtersOf, pageOf } from '../list/list-query'
import { List } from '../list/list-screen'
import { type Search, useScreenSearch } from '../list/search'
import { useTexts } from '../texts/texts'

type Export = components['schemas']['Export']

const REFRESHED_MS = 10_000

const KINDS = ['export', 'hold'] as const
/** Of an archive of a hold, the command that verifies it asks for it. */
const HIDDEN = ['id']

function loadExports(search: Search) {
  const query = { ...pageOf(search), ...filtersOf(search, ['kind', 'did']) }
  return dataOf(api.GET('/admin/v1/exports', { params: { query } }))
}

/** Files of all that is known of members, the latest first. */
export function ExportList() {
  const { t } = useTexts()
  const { search, change } = useScreenSearch()
  const did = search['did'] ?? ''
  const name = useAccountName(did, undefined)
  return (
    <List
      queryKey={['exports']}
      caption={t('place.exports')}
      columns={useColumns()}
      idOf={({ id }) => id}
      load={loadExports}
      refreshedMs={REFRESHED_MS}
      hiddenDefault={HIDDEN}
      filters={
        <>
          <Facet
            label={t('exports.kind')}
            value={search['kind']}
            options={KINDS.map((kind) => ({ value: kind, name: t(`exports.of.${kind}`) }))}
            onChange={(kind) => change({ kind })}
          />
          {did !== '' && (
            <Facet
              label={t('roles.who')}
              value={did}
              options={[{ value: did, name: name ?? did }]}
              onChange={(chosen) => change({ did: chosen })}
            />
          )}
        </>
      }
      empty={(isNarrowed) => (
        <EmptyState
          icon="box"
          title={t(isNarrowed ? 'list.noMatch' : 'exports.none')}
          lead={t(isNarrowed ? 'list.noMatchLead' : 'exports.noneLead')}
        />
      )}
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
        id: 'id',
        name: t('exports.id'),
        cell: ({ id }) => (
          <span className="joined">
            <code>{id}</code>
            <CopyButton text={id} what={t('exports.id')} />
          </span>
        ),
      },
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
