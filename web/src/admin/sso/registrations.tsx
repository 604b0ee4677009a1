import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { api, dataOf } from '../api/client'
import type { components } from '../api/generated/schema'
import { useMay } from '../api/me'
import { ConfirmDialog } from '../controls/confirm-dialog'
import { EmptyState } from '../controls/empty-state'
import { LetterFields, letterIn } from '../controls/letter-fields'
import { Loaded } from '../controls/loaded'
import { Moment } from '../controls/moment'
import { RowAction } from '../controls/row-action'
import { type Column, DataTable } from '../list/data-table'
import { useTexts } from '../texts/texts'
import { ConnectionName } from './connection-name'

type Registration = components['schemas']['Registration']

/** What somebody is about to say to who waits. */
interface Decision {
  readonly name: 'approve' | 'deny'
  readonly registration: Registration
}

const personOf = ({ name, email, subject }: Registration) => name ?? email ?? subject

/** People of organizations who wait for an account. */
export default function Registrations() {
  const { t } = useTexts()
  const may = useMay()
  const [decision, setDecision] = useState<Decision>()
  const columns = useColumns(may('accounts.create') ? setDecision : undefined)
  const query = useQuery({
    queryKey: ['registrations'],
    queryFn: () => dataOf(api.GET('/admin/v1/sso/registrations')),
  })
  const name = decision?.name ?? 'deny'
  return (
    <>
      <Loaded query={query}>
        {({ data }) =>
          data.length === 0 ? (
            <EmptyState icon="hourglass" title={t('registrations.none')} lead={t('registrations.noneLead')} />
          ) : (
            <DataTable
              caption={t('sso.part.registrations')}
              columns={columns}
              rows={data}
              idOf={({ id }) => id}
            />
          )
        }
      </Loaded>
      <ConfirmDialog
        open={decision !== undefined}
        onClose={() => setDecision(undefined)}
        title={t(`registrations.${name}`)}
        lead={t(`registrations.${name}Lead`, { name: decision && personOf(decision.registration) })}
        action={t(`registrations.${name}`)}
        isGrave={name === 'deny'}
        act={(form, headers) => {
          const order = { params: { path: { id: decision!.registration.id } }, body: letterIn(form), headers }
          return name === 'approve'
            ? dataOf<unknown>(api.POST('/admin/v1/sso/registrations/{id}/approve', order))
            : dataOf<unknown>(api.POST('/admin/v1/sso/registrations/{id}/deny', order))
        }}
        done={t(`registrations.${name}Done`)}
      >
        <LetterFields />
      </ConfirmDialog>
    </>
  )
}

function useColumns(onDecide: ((decision: Decision) => void) | undefined): readonly Column<Registration>[] {
  const { t } = useTexts()
  return useMemo(
    () => [
      { id: 'name', name: t('sso.name'), cell: (one) => <strong>{personOf(one)}</strong> },
      { id: 'email', name: t('accounts.email'), cell: ({ email }) => email },
      { id: 'handle', name: t('registrations.handle'), cell: ({ handle }) => handle },
      {
        id: 'connection',
        name: t('registrations.connection'),
        cell: ({ connection }) => <ConnectionName id={connection} />,
      },
      {
        id: 'createdAt',
        name: t('registrations.since'),
        cell: ({ createdAt }) => <Moment at={createdAt} />,
      },
      {
        id: 'actions',
        name: t('list.actions'),
        cell: (registration) =>
          onDecide && (
            <span className="joined">
              {(['approve', 'deny'] as const).map((name) => (
                <RowAction
                  key={name}
                  name={t(`registrations.${name}`)}
                  of={personOf(registration)}
                  onClick={() => onDecide({ name, registration })}
                />
              ))}
            </span>
          ),
      },
    ],
    [t, onDecide],
  )
}
