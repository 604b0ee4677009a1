import { useId, useState } from 'react'
import { OFFBOARD_NOTICE_DAYS } from '../accounts/verbs'
import { ConfirmDialog } from '../controls/confirm-dialog'
import { TextField } from '../controls/text-field'
import { useTexts } from '../texts/texts'
import { changeConnection, type LeavingPolicy, policyOf, type SeenConnection } from './connection'

const MODES = ['lock', 'suspend', 'offboard'] as const
const LOGOUTS = ['nothing', 'browsers', 'everything'] as const
const DAYS_MAX = 3_650

interface LeavingDialogProps {
  readonly seen: SeenConnection
  readonly open: boolean
  readonly onClose: () => void
}

/** Says what becomes of those who leave the organization, and what a logout at the provider ends. */
export function LeavingDialog({ seen, open, onClose }: LeavingDialogProps) {
  const { t } = useTexts()
  const id = useId()
  const { leaving } = policyOf(seen.connection)
  const [mode, setMode] = useState(leaving.deprovision)
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={t('leaving.title')}
      lead={t('leaving.editLead')}
      action={t('action.save')}
      act={(form, once) => {
        const wanted: LeavingPolicy = {
          deprovision: mode,
          logout: form.get('logout') as LeavingPolicy['logout'],
          offboardDays: Number(form.get('days') ?? leaving.offboardDays),
        }
        return changeConnection(seen, { policy: { leaving: wanted } }, once)
      }}
      done={t('sso.editDone')}
    >
      <div className="field">
        <label htmlFor={`${id}-mode`}>{t('leaving.deprovision')}</label>
        <select
          id={`${id}-mode`}
          className="entry"
          value={mode}
          onChange={({ target }) => setMode(target.value as LeavingPolicy['deprovision'])}
        >
          {MODES.map((each) => (
            <option key={each} value={each}>
              {t(`rules.option.deprovision.${each}`)}
            </option>
          ))}
        </select>
        <p className="hint">{t(`leaving.modeHint.${mode}`)}</p>
      </div>
      {mode === 'offboard' && (
        <TextField
          label={t('offboarding.days')}
          name="days"
          type="number"
          min={OFFBOARD_NOTICE_DAYS}
          max={DAYS_MAX}
          defaultValue={leaving.offboardDays}
          required
        />
      )}
      <div className="field">
        <label htmlFor={`${id}-logout`}>{t('leaving.logout')}</label>
        <select id={`${id}-logout`} name="logout" className="entry" defaultValue={leaving.logout}>
          {LOGOUTS.map((each) => (
            <option key={each} value={each}>
              {t(`rules.option.logout.${each}`)}
            </option>
          ))}
        </select>
      </div>
    </ConfirmDialog>
  )
}
