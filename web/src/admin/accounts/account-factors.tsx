import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { api, dataOf } from '../api/client'
import type { components } from '../api/generated/schema'
import { useMay } from '../api/me'
import { ConfirmDialog } from '../controls/confirm-dialog'
import { EmptyState } from '../controls/empty-state'
import { Fact, Facts } from '../controls/facts'
import { Loaded } from '../controls/loaded'
import { Moment } from '../controls/moment'
import { RowAction } from '../controls/row-action'
import { type Column, DataTable } from '../list/data-table'
import { useTexts } from '../texts/texts'
import { EndAll } from './end-all'
import type { Account } from './verbs'

type Passkey = components['schemas']['Passkey']
type Factors = components['schemas']['SecondFactors']

/** What a member has besides the password, and help for those who have lost it. */
export default function AccountFactors({ account: { did } }: { readonly account: Account }) {
  const query = useQuery({
    queryKey: ['account', did, 'factors'],
    queryFn: () => dataOf(api.GET('/admin/v1/accounts/{did}/factors', { params: { path: { did } } })),
  })
  return <Loaded query={query}>{(factors) => <FactorList did={did} factors={factors} />}</Loaded>
}

function FactorList({ did, factors }: { readonly did: string; readonly factors: Factors }) {
  const { t } = useTexts()
  const may = useMay()
  const [removed, setRemoved] = useState<Passkey>()
  const columns = useColumns(may('accounts.factors') ? setRemoved : undefined)
  const { passkeys, totpAddedAt, recoveryCodesLeft } = factors
  if (passkeys.length === 0 && totpAddedAt === undefined)
    return <EmptyState icon="key" title={t('factors.none')} lead={t('factors.noneLead')} />
  return (
    <>
      <div className="panel spaced">
        <Facts>
          <Fact name={t('factors.totp')}>
            {totpAddedAt === undefined ? t('action.no') : <Moment at={totpAddedAt} />}
          </Fact>
          <Fact name={t('factors.recoveryCodes')}>{recoveryCodesLeft}</Fact>
        </Facts>
      </div>
      {passkeys.length > 0 && (
        <DataTable caption={t('factors.passkeys')} columns={columns} rows={passkeys} idOf={({ id }) => id} />
      )}
      {passkeys.length > 0 && may('accounts.factors') && (
        <EndAll
          action={t('factors.removeAll')}
          lead={t('factors.removeAllLead')}
          done={t('factors.removeAllDone')}
          act={(body, headers) =>
            api.POST('/admin/v1/accounts/{did}/passkeys/revoke-all', {
              params: { path: { did } },
              body,
              headers,
            })
          }
        />
      )}
      {may('accounts.factors') && (
        <EndAll
          action={t('factors.reset')}
          lead={t('factors.resetLead')}
          done={t('factors.resetDone')}
          act={(body, headers) =>
            api.POST('/admin/v1/accounts/{did}/reset-mfa', { params: { path: { did } }, body, headers })
          }
        />
      )}
      <ConfirmDialog
        open={removed !== undefined}
        onClose={() => setRemoved(undefined)}
        title={t('factors.removeNamed', { name: removed?.name })}
        lead={t('factors.removeLead')}
        action={t('factors.remove')}
        isGrave
        act={() =>
          dataOf<unknown>(
            api.DELETE('/admin/v1/accounts/{did}/passkeys/{id}', {
              params: { path: { did, id: removed!.id } },
            }),
          )
        }
        done={t('factors.removeDone')}
      />
    </>
  )
}

function useColumns(onRemove: ((passkey: Passkey) => void) | undefined): readonly Column<Passkey>[] {
  const { t } = useTexts()
  return useMemo(
    () => [
      { id: 'name', name: t('factors.passkey'), cell: ({ name }) => name },
      { id: 'addedAt', name: t('factors.added'), cell: ({ addedAt }) => <Moment at={addedAt} /> },
      {
        id: 'lastUsedAt',
        name: t('sessions.used'),
        cell: ({ lastUsedAt }) => lastUsedAt !== undefined && <Moment at={lastUsedAt} />,
      },
      {
        id: 'isSynced',
        name: t('factors.synced'),
        cell: ({ isSynced }) => t(isSynced ? 'action.yes' : 'action.no'),
      },
      {
        id: 'actions',
        name: t('list.actions'),
        cell: (passkey) =>
          onRemove && (
            <RowAction name={t('factors.remove')} of={passkey.name} onClick={() => onRemove(passkey)} />
          ),
      },
    ],
    [t, onRemove],
  )
}
