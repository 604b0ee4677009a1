import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { api, dataOf } from '../api/client'
import type { components } from '../api/generated/schema'
import { useMay } from '../api/me'
import { ConfirmDialog } from '../controls/confirm-dialog'
import { EmptyState } from '../controls/empty-state'
import { Loaded } from '../controls/loaded'
import { Moment } from '../controls/moment'
import { TextField } from '../controls/text-field'
import { type Column, DataTable } from '../list/data-table'
import { useTexts } from '../texts/texts'
import type { Account } from './verbs'

type Session = components['schemas']['Session']

/** Where a member is signed in, and by which applications. */
export default function AccountSessions({ account: { did } }: { readonly account: Account }) {
  const { t } = useTexts()
  const may = useMay()
  const path = { did }
  const [isEnding, setEnding] = useState(false)
  const columns = useColumns()
  const query = useQuery({
    queryKey: ['account', did, 'sessions'],
    queryFn: () => dataOf(api.GET('/admin/v1/accounts/{did}/sessions', { params: { path } })),
  })
  return (
    <Loaded query={query}>
      {({ data }) => (
        <>
          {data.length === 0 ? (
            <EmptyState icon="key" title={t('sessions.none')} lead={t('sessions.noneLead')} />
          ) : (
            <DataTable
              caption={t('account.tab.sessions')}
              columns={columns}
              rows={data}
              idOf={({ id }) => id}
            />
          )}
          {data.length > 0 && may('sessions.revoke') && (
            <p className="below">
              <button type="button" className="button grave" onClick={() => setEnding(true)}>
                {t('sessions.endAll')}
              </button>
            </p>
          )}
          <ConfirmDialog
            open={isEnding}
            onClose={() => setEnding(false)}
            title={t('sessions.endAll')}
            lead={t('sessions.endAllLead')}
            action={t('sessions.endAll')}
            isGrave
            act={(form, headers) =>
              dataOf<unknown>(
                api.POST('/admin/v1/accounts/{did}/sessions/revoke-all', {
                  params: { path },
                  body: { reason: String(form.get('reason')).trim() },
                  headers,
                }),
              )
            }
            done={t('sessions.endAllDone')}
          >
            <TextField
              label={t('verb.reason')}
              hint={t('verb.reasonHint')}
              name="reason"
              isLong
              required
              autoFocus
            />
          </ConfirmDialog>
        </>
      )}
    </Loaded>
  )
}

const KINDS = { password: 'password', 'app password': 'appPassword', application: 'application' } as const

function useColumns(): readonly Column<Session>[] {
  const { t } = useTexts()
  return useMemo(
    () => [
      {
        id: 'kind',
        name: t('sessions.kind'),
        cell: ({ kind, name }) => (
          <span className="joined">
            {t(`sessions.${KINDS[kind]}`)}
            {name !== undefined && <code>{name}</code>}
          </span>
        ),
      },
      { id: 'openedAt', name: t('sessions.opened'), cell: ({ openedAt }) => <Moment at={openedAt} /> },
      { id: 'usedAt', name: t('sessions.used'), cell: ({ usedAt }) => <Moment at={usedAt} /> },
      { id: 'expiresAt', name: t('sessions.expires'), cell: ({ expiresAt }) => <Moment at={expiresAt} /> },
    ],
    [t],
  )
}
