import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, dataOf } from '../api/client'
import { useMay } from '../api/me'
import { ConfirmDialog } from '../controls/confirm-dialog'
import { Fact, Facts } from '../controls/facts'
import { Icon } from '../controls/icon'
import { Loaded } from '../controls/loaded'
import { Moment } from '../controls/moment'
import { ReasonField } from '../controls/reason-field'
import { TextField } from '../controls/text-field'
import { useTexts } from '../texts/texts'
import { policyOf, type SeenConnection } from './connection'
import { LeavingDialog } from './leaving-dialog'

const PASSES_MAX = 100_000
const REFRESHED_MS = 15_000

/** What becomes of those who leave the organization, and whether anybody may leave now. */
export function Leavers({ seen }: { readonly seen: SeenConnection }) {
  const { t, nameOf } = useTexts()
  const may = useMay()
  const [asked, setAsked] = useState<'mode' | 'resume'>()
  const { connection } = seen
  const { deprovision, offboardDays, logout } = policyOf(connection).leaving
  const params = { path: { id: connection.id } }
  const query = useQuery({
    queryKey: ['connections', connection.id, 'leavers'],
    queryFn: () => dataOf(api.GET('/admin/v1/sso/connections/{id}/leavers', { params })),
    refetchInterval: REFRESHED_MS,
  })
  const close = () => setAsked(undefined)
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{t('leaving.title')}</h2>
        {may('connections.manage') && connection.managedBy !== 'file' && (
          <button type="button" className="button" onClick={() => setAsked('mode')}>
            {t('action.edit')}
          </button>
        )}
      </div>
      <Loaded query={query}>
        {({ stoppedAt, resumedAt, passes }) => (
          <>
            {stoppedAt !== undefined && <Stopped at={stoppedAt} onResume={() => setAsked('resume')} />}
            <Facts>
              <Fact name={t('leaving.deprovision')}>
                {nameOf('rules.option.deprovision', deprovision)}
                {deprovision === 'offboard' && ` (${t('leaving.days', { count: offboardDays })})`}
              </Fact>
              <Fact name={t('leaving.logout')}>{nameOf('rules.option.logout', logout)}</Fact>
              <Fact name={t('leaving.breaker')}>
                {t(stoppedAt === undefined ? 'leaving.flows' : 'leaving.stands')}
              </Fact>
              {resumedAt !== undefined && (
                <Fact name={t('leaving.resumed')}>
                  <Moment at={resumedAt} />
                </Fact>
              )}
              {passes > 0 && <Fact name={t('leaving.passes')}>{passes}</Fact>}
            </Facts>
          </>
        )}
      </Loaded>
      <LeavingDialog seen={seen} open={asked === 'mode'} onClose={close} />
      <ResumeDialog id={connection.id} open={asked === 'resume'} onClose={close} />
    </section>
  )
}

/** That more people were to leave at once than is likely. */
function Stopped({ at, onResume }: { readonly at: string; readonly onResume: () => void }) {
  const { t } = useTexts()
  const may = useMay()
  return (
    <div className="panel warning" role="alert">
      <Icon name="warning" />
      <div>
        <p>
          {t('leaving.stopped')} <Moment at={at} />
        </p>
        {may('directories.manage') && (
          <button type="button" className="button" onClick={onResume}>
            {t('leaving.resume')}
          </button>
        )}
      </div>
    </div>
  )
}

interface ResumeDialogProps {
  /** of the connection */
  readonly id: string
  readonly open: boolean
  readonly onClose: () => void
}

/** Lets people leave again. */
function ResumeDialog({ id, open, onClose }: ResumeDialogProps) {
  const { t } = useTexts()
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={t('leaving.resume')}
      lead={t('leaving.resumeLead')}
      action={t('leaving.resume')}
      isGrave
      act={(form, headers) => {
        const body = { passes: Number(form.get('passes')), reason: String(form.get('reason')).trim() }
        const order = { params: { path: { id } }, body, headers }
        return dataOf<unknown>(api.POST('/admin/v1/sso/connections/{id}/resume-leavers', order))
      }}
      done={t('leaving.resumeDone')}
    >
      <TextField
        label={t('leaving.passesWanted')}
        hint={t('leaving.passesHint')}
        name="passes"
        type="number"
        min={0}
        max={PASSES_MAX}
        defaultValue={0}
        required
      />
      <ReasonField />
    </ConfirmDialog>
  )
}
