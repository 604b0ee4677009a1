import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { api, dataOf } from '../api/client'
import type { components } from '../api/generated/schema'
import { useMay } from '../api/me'
import { Badge } from '../controls/state-badge'
import { ConfirmDialog } from '../controls/confirm-dialog'
import { EmptyState } from '../controls/empty-state'
import { Loaded } from '../controls/loaded'
import { Moment } from '../controls/moment'
import { RowAction } from '../controls/row-action'
import { type Column, DataTable } from '../list/data-table'
import { useTexts } from '../texts/texts'
import { SetupLinkDialog } from './setup-link-dialog'

type SetupLink = components['schemas']['SetupLink']

const TONES: Readonly<Record<string, string>> = { new: 'info', opened: 'info', submitted: 'success' }

/** Links by which the identity team of an organization fills in a connection. */
export default function SetupLinks() {
  const { t } = useTexts()
  const mayManage = useMay()('connections.manage')
  const [isMaking, setMaking] = useState(false)
  const [revoked, setRevoked] = useState<SetupLink>()
  const columns = useColumns(mayManage ? setRevoked : undefined)
  const query = useQuery({
    queryKey: ['setup-links'],
    queryFn: () => dataOf(api.GET('/admin/v1/sso/setup-links')),
  })
  const make = mayManage && (
    <button type="button" className="button" onClick={() => setMaking(true)}>
      {t('setupLinks.make')}
    </button>
  )
  return (
    <>
      <Loaded query={query}>
        {({ data }) =>
          data.length === 0 ? (
            <EmptyState icon="key" title={t('setupLinks.none')} lead={t('setupLinks.noneLead')}>
              {make}
            </EmptyState>
          ) : (
            <>
              <div className="part-head">
                <p className="muted">{t('setupLinks.lead')}</p>
                {make}
              </div>
              <DataTable
                caption={t('setupLinks.title')}
                columns={columns}
                rows={data}
                idOf={({ id }) => id}
              />
            </>
          )
        }
      </Loaded>
      <SetupLinkDialog open={isMaking} onClose={() => setMaking(false)} />
      <ConfirmDialog
        open={revoked !== undefined}
        onClose={() => setRevoked(undefined)}
        title={t('setupLinks.revokeName', { name: revoked?.name })}
        lead={t('setupLinks.revokeLead')}
        action={t('setupLinks.revoke')}
        isGrave
        act={(_form, headers) => {
          const params = { path: { id: revoked?.id ?? '' } }
          return dataOf<unknown>(api.POST('/admin/v1/sso/setup-links/{id}/revoke', { params, headers }))
        }}
        done={t('setupLinks.revokeDone')}
      />
    </>
  )
}

function useColumns(onRevoke: ((link: SetupLink) => void) | undefined): readonly Column<SetupLink>[] {
  const { t, nameOf } = useTexts()
  return useMemo(
    () => [
      { id: 'name', name: t('sso.name'), cell: ({ name }) => <strong>{name}</strong> },
      {
        id: 'state',
        name: t('accounts.state'),
        cell: ({ state }) => (
          <Badge tone={TONES[state] ?? 'quiet'}>{nameOf('setupLinks.state', state)}</Badge>
        ),
      },
      { id: 'kind', name: t('sso.kind'), cell: ({ kind }) => nameOf('sso.kindOf', kind) },
      {
        id: 'draft',
        name: t('setupLinks.draft'),
        cell: ({ connection }) =>
          connection === undefined ? (
            '–'
          ) : (
            <Link to="/sso/$id" params={{ id: connection }} search={{}}>
              {t('setupLinks.open')}
            </Link>
          ),
      },
      { id: 'createdAt', name: t('setupLinks.made'), cell: ({ createdAt }) => <Moment at={createdAt} /> },
      { id: 'expiresAt', name: t('setupLinks.ends'), cell: ({ expiresAt }) => <Moment at={expiresAt} /> },
      {
        id: 'actions',
        name: t('list.actions'),
        cell: (link) =>
          onRevoke &&
          ['new', 'opened'].includes(link.state) && (
            <RowAction name={t('setupLinks.revoke')} of={link.name} onClick={() => onRevoke(link)} />
          ),
      },
    ],
    [t, nameOf, onRevoke],
  )
}
