import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { api, dataOf } from '../api/client'
import type { components } from '../api/generated/schema'
import { useMay } from '../api/me'
import { AccountPicker } from '../controls/account-picker'
import { ConfirmDialog } from '../controls/confirm-dialog'
import { EmptyState } from '../controls/empty-state'
import { LinkToAccount } from '../controls/link-to-account'
import { Loaded } from '../controls/loaded'
import { Moment } from '../controls/moment'
import { RowAction } from '../controls/row-action'
import { TextField } from '../controls/text-field'
import { type Column, DataTable } from '../list/data-table'
import { useTexts } from '../texts/texts'

type PasswordException = components['schemas']['PasswordException']

/** Who may use the password for a while though single sign-on is required. */
export default function PasswordExceptions() {
  const { t } = useTexts()
  const mayManage = useMay()('connections.manage')
  const [isMaking, setMaking] = useState(false)
  const [ended, setEnded] = useState<PasswordException>()
  const columns = useColumns(mayManage ? setEnded : undefined)
  const query = useQuery({
    queryKey: ['exceptions'],
    queryFn: () => dataOf(api.GET('/admin/v1/sso/exceptions')),
  })
  const make = mayManage && (
    <button type="button" className="button" onClick={() => setMaking(true)}>
      {t('exceptions.make')}
    </button>
  )
  return (
    <>
      <Loaded query={query}>
        {({ data }) =>
          data.length === 0 ? (
            <EmptyState icon="key" title={t('exceptions.none')} lead={t('exceptions.noneLead')}>
              {make}
            </EmptyState>
          ) : (
            <>
              <div className="part-head">
                <p className="muted">{t('exceptions.lead')}</p>
                {make}
              </div>
              <DataTable
                caption={t('sso.part.exceptions')}
                columns={columns}
                rows={data}
                idOf={({ did }) => did}
              />
            </>
          )
        }
      </Loaded>
      <ExceptionDialog open={isMaking} onClose={() => setMaking(false)} />
      <ConfirmDialog
        open={ended !== undefined}
        onClose={() => setEnded(undefined)}
        title={t('exceptions.end')}
        lead={t('exceptions.endLead')}
        action={t('exceptions.end')}
        isGrave
        act={() =>
          dataOf<unknown>(
            api.DELETE('/admin/v1/sso/exceptions/{did}', { params: { path: { did: ended!.did } } }),
          )
        }
        done={t('exceptions.ended')}
      />
    </>
  )
}

const DAY_MS = 86_400_000
const DAYS_DEFAULT = 7
const DAYS_MAX = 90
/** A little less than the last day, for clocks that differ. */
const LEEWAY_MS = 60_000

function ExceptionDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const { t } = useTexts()
  const [did, setDid] = useState<string>()
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={t('exceptions.make')}
      lead={t('exceptions.makeLead')}
      action={t('exceptions.make')}
      isReady={did !== undefined}
      act={(form, headers) => {
        const body = {
          reason: String(form.get('reason')).trim(),
          expiresAt: new Date(Date.now() + Number(form.get('days')) * DAY_MS - LEEWAY_MS).toISOString(),
        }
        const params = { path: { did: did! } }
        return dataOf<unknown>(api.PUT('/admin/v1/sso/exceptions/{did}', { params, body, headers }))
      }}
      done={t('exceptions.made')}
    >
      <AccountPicker label={t('roles.who')} onChoose={setDid} />
      <TextField label={t('verb.reason')} name="reason" required maxLength={500} />
      <TextField
        label={t('exceptions.days')}
        name="days"
        type="number"
        min={1}
        max={DAYS_MAX}
        defaultValue={DAYS_DEFAULT}
        required
      />
    </ConfirmDialog>
  )
}

function useColumns(
  onEnd: ((exception: PasswordException) => void) | undefined,
): readonly Column<PasswordException>[] {
  const { t } = useTexts()
  return useMemo(
    () => [
      { id: 'did', name: t('roles.who'), cell: ({ did }) => <LinkToAccount did={did} /> },
      { id: 'reason', name: t('audit.reason'), cell: ({ reason }) => reason },
      { id: 'expiresAt', name: t('sessions.expires'), cell: ({ expiresAt }) => <Moment at={expiresAt} /> },
      {
        id: 'actions',
        name: t('list.actions'),
        cell: (exception) =>
          onEnd && (
            <RowAction name={t('exceptions.end')} of={exception.did} onClick={() => onEnd(exception)} />
          ),
      },
    ],
    [t, onEnd],
  )
}
