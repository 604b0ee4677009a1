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

type Session = components['schemas']['Session']

/** Where a member is signed in, and by which applications. */
export default function AccountSessions({ account: { did } }: { readonly account: Account }) {
  const { t } = useTexts()
  const may = useMay()
  const path = { did }
  const [ended, setEnded] = useState<Session>()
  const columns = useColumns(may('sessions.revoke') ? setEnded : undefined)
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
            <EndAll
              action={t('sessions.endAll')}
              lead={t('sessions.endAllLead')}
              done={t('sessions.endAllDone')}
              act={(body, headers) =>
                api.POST('/admin/v1/accounts/{did}/sessions/revoke-all', { params: { path }, body, headers })
              }
            />
          )}
          <ConfirmDialog
            open={ended !== undefined}
            onClose={() => setEnded(undefined)}
            title={t('sessions.end')}
            lead={t('sessions.endLead')}
            action={t('sessions.end')}
            isGrave
            act={() =>
              dataOf<unknown>(
                api.DELETE('/admin/v1/accounts/{did}/sessions/{id}', {
                  params: { path: { did, id: ended!.id } },
                }),
              )
            }
            done={t('sessions.endDone')}
          />
        </>
      )}
    </Loaded>
  )
}

const KINDS = { password: 'password', 'app password': 'appPassword', application: 'application' } as const

function useColumns(onEnd: ((session: Session) => void) | undefined): readonly Column<Session>[] {
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
      {
        id: 'actions',
        name: t('list.actions'),
        cell: (session) =>
          onEnd && (
            <RowAction
              name={t('sessions.end')}
              of={session.name ?? t(`sessions.${KINDS[session.kind]}`)}
              onClick={() => onEnd(session)}
            />
          ),
      },
    ],
    [t, onEnd],
  )
}
