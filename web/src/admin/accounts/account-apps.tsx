import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { api, dataOf } from '../api/client'
import type { components } from '../api/generated/schema'
import { useMay } from '../api/me'
import { ConfirmDialog } from '../controls/confirm-dialog'
import { EmptyState } from '../controls/empty-state'
import { Loaded } from '../controls/loaded'
import { Moment } from '../controls/moment'
import { RowAction } from '../controls/row-action'
import { type Column, DataTable } from '../list/data-table'
import { useTexts } from '../texts/texts'
import { EndAll } from './end-all'
import type { Account } from './verbs'

type Grant = components['schemas']['OauthGrant']

/** Applications that act for a member. */
export default function AccountApps({ account: { did } }: { readonly account: Account }) {
  const { t } = useTexts()
  const may = useMay()
  const [ended, setEnded] = useState<Grant>()
  const columns = useColumns(may('sessions.revoke') ? setEnded : undefined)
  const query = useQuery({
    queryKey: ['account', did, 'oauth-grants'],
    queryFn: () => dataOf(api.GET('/admin/v1/accounts/{did}/oauth-grants', { params: { path: { did } } })),
  })
  return (
    <Loaded query={query}>
      {({ data }) => (
        <>
          {data.length === 0 ? (
            <EmptyState icon="key" title={t('apps.none')} lead={t('apps.noneLead')} />
          ) : (
            <DataTable caption={t('account.tab.apps')} columns={columns} rows={data} idOf={({ id }) => id} />
          )}
          {data.length > 0 && may('sessions.revoke') && (
            <EndAll
              action={t('apps.endAll')}
              lead={t('apps.endAllLead')}
              done={t('apps.endAllDone')}
              act={(body, headers) =>
                api.POST('/admin/v1/accounts/{did}/oauth-grants/revoke-all', {
                  params: { path: { did } },
                  body,
                  headers,
                })
              }
            />
          )}
          <ConfirmDialog
            open={ended !== undefined}
            onClose={() => setEnded(undefined)}
            title={t('apps.endNamed', { name: ended && nameOf(ended) })}
            lead={t('apps.endLead')}
            action={t('apps.end')}
            isGrave
            act={() =>
              dataOf<unknown>(
                api.DELETE('/admin/v1/accounts/{did}/oauth-grants/{id}', {
                  params: { path: { did, id: ended!.id } },
                }),
              )
            }
            done={t('apps.endDone')}
          />
        </>
      )}
    </Loaded>
  )
}

function nameOf({ name, clientId }: Grant): string {
  return name ?? clientId
}

function useColumns(onEnd: ((grant: Grant) => void) | undefined): readonly Column<Grant>[] {
  const { t } = useTexts()
  return useMemo(
    () => [
      { id: 'app', name: t('apps.app'), cell: nameOf },
      {
        id: 'scopes',
        name: t('apps.scopes'),
        cell: ({ scopes }) => (
          <ul className="plain-list">
            {scopes.map((scope) => (
              <li key={scope}>
                <code>{scope}</code>
              </li>
            ))}
          </ul>
        ),
      },
      { id: 'openedAt', name: t('sessions.opened'), cell: ({ openedAt }) => <Moment at={openedAt} /> },
      { id: 'usedAt', name: t('sessions.used'), cell: ({ usedAt }) => <Moment at={usedAt} /> },
      { id: 'ip', name: t('apps.from'), cell: ({ ip }) => ip },
      {
        id: 'actions',
        name: t('list.actions'),
        cell: (grant) =>
          onEnd && <RowAction name={t('apps.end')} of={nameOf(grant)} onClick={() => onEnd(grant)} />,
      },
    ],
    [t, onEnd],
  )
}
