import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { api, dataOf } from '../api/client'
import type { components } from '../api/generated/schema'
import { useMay } from '../api/me'
import { ConfirmDialog } from '../controls/confirm-dialog'
import { EmptyState } from '../controls/empty-state'
import { Loaded } from '../controls/loaded'
import { Moment } from '../controls/moment'
import { type Column, DataTable } from '../list/data-table'
import { useTexts } from '../texts/texts'
import { EndAll } from './end-all'
import type { Account } from './verbs'

type AppPassword = components['schemas']['AppPassword']

/** Passwords that a member has made for applications. */
export default function AccountAppPasswords({ account: { did } }: { readonly account: Account }) {
  const { t } = useTexts()
  const may = useMay()
  const [revoked, setRevoked] = useState<string>()
  const columns = useColumns(may('sessions.revoke') ? setRevoked : undefined)
  const query = useQuery({
    queryKey: ['account', did, 'app-passwords'],
    queryFn: () => dataOf(api.GET('/admin/v1/accounts/{did}/app-passwords', { params: { path: { did } } })),
  })
  return (
    <Loaded query={query}>
      {({ data }) => (
        <>
          {data.length === 0 ? (
            <EmptyState icon="key" title={t('appPasswords.none')} lead={t('appPasswords.noneLead')} />
          ) : (
            <DataTable
              caption={t('account.tab.appPasswords')}
              columns={columns}
              rows={data}
              idOf={({ name }) => name}
            />
          )}
          {data.length > 0 && may('sessions.revoke') && (
            <EndAll
              action={t('appPasswords.endAll')}
              lead={t('appPasswords.endAllLead')}
              done={t('appPasswords.endAllDone')}
              act={(body, headers) =>
                api.POST('/admin/v1/accounts/{did}/app-passwords/revoke-all', {
                  params: { path: { did } },
                  body,
                  headers,
                })
              }
            />
          )}
          <ConfirmDialog
            open={revoked !== undefined}
            onClose={() => setRevoked(undefined)}
            title={t('appPasswords.revokeName', { name: revoked })}
            lead={t('appPasswords.revokeLead')}
            action={t('appPasswords.revoke')}
            isGrave
            act={() =>
              dataOf<unknown>(
                api.DELETE('/admin/v1/accounts/{did}/app-passwords/{name}', {
                  params: { path: { did, name: revoked! } },
                }),
              )
            }
            done={t('appPasswords.revokeDone')}
          />
        </>
      )}
    </Loaded>
  )
}

function useColumns(onRevoke: ((name: string) => void) | undefined): readonly Column<AppPassword>[] {
  const { t } = useTexts()
  return useMemo(
    () => [
      { id: 'name', name: t('appPasswords.name'), cell: ({ name }) => name },
      {
        id: 'privileged',
        name: t('appPasswords.privileged'),
        cell: ({ privileged }) => t(privileged ? 'action.yes' : 'action.no'),
      },
      { id: 'createdAt', name: t('accounts.created'), cell: ({ createdAt }) => <Moment at={createdAt} /> },
      {
        id: 'lastUsedAt',
        name: t('sessions.used'),
        cell: ({ lastUsedAt }) => lastUsedAt !== undefined && <Moment at={lastUsedAt} />,
      },
      {
        id: 'actions',
        name: t('list.actions'),
        cell: ({ name }) =>
          onRevoke && (
            <button
              type="button"
              className="link-button"
              aria-label={t('appPasswords.revokeName', { name })}
              onClick={() => onRevoke(name)}
            >
              {t('appPasswords.revoke')}
            </button>
          ),
      },
    ],
    [t, onRevoke],
  )
}
