import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { accountQuery } from '../accounts/account-query'
import { useMay } from '../api/me'
import { ActionForm } from '../controls/action-form'
import { bytesText } from '../controls/amounts'
import { ReasonField } from '../controls/reason-field'
import { useAnnounce } from '../frame/announcements'
import { useTexts } from '../texts/texts'
import { type Report, placeOf } from './report'
import { reportedRecordQuery } from './reported-record-query'
import { type Deed, deedsFor, nameOf, settle } from './settlement-deed'

interface SettlementFormProps {
  readonly report: Report
  readonly onClose: () => void
}

/** Settles a report, and takes down what has to be. */
export function SettlementForm({ report, onClose }: SettlementFormProps) {
  const { t } = useTexts()
  const announce = useAnnounce()
  const client = useQueryClient()
  const place = placeOf(report.subject)
  const deeds = useDeeds(report)
  const [chosen, setChosen] = useState('none')
  const deed = deeds.find((each) => nameOf(each) === chosen) ?? deeds[0]!
  return (
    <ActionForm
      action={t(deed.kind === 'none' ? 'moderation.resolve' : 'moderation.takeDownAndResolve')}
      isGrave={deed.kind !== 'none'}
      act={(form) => settle(report, place, deed, String(form.get('reason')).trim())}
      onCancel={onClose}
      onDone={() => {
        onClose()
        announce(t(deed.kind === 'none' ? 'moderation.resolveDone' : 'moderation.takeDownDone'))
        void client.invalidateQueries()
      }}
    >
      {deeds.length > 1 && <DeedChoice deeds={deeds} chosen={nameOf(deed)} onChange={setChosen} />}
      <ReasonField label={t('moderation.decision')} hint={t('moderation.decisionHint')} />
    </ActionForm>
  )
}

/** What whoever looks may do about what was reported. */
function useDeeds({ subject }: Report): readonly Deed[] {
  const may = useMay()
  const place = placeOf(subject)
  const mayJudge = place !== undefined && may('accounts.view') && may('accounts.takedown')
  const account = useQuery({ ...accountQuery(place?.did ?? ''), enabled: mayJudge, retry: false })
  const record = useQuery({
    ...reportedRecordQuery(place ?? { did: '' }),
    enabled: mayJudge && place.record !== undefined,
  })
  return deedsFor(account.data?.account, record.data)
}

interface DeedChoiceProps {
  readonly deeds: readonly Deed[]
  readonly chosen: string
  readonly onChange: (name: string) => void
}

function DeedChoice({ deeds, chosen, onChange }: DeedChoiceProps) {
  const { t, language } = useTexts()
  return (
    <fieldset className="choices">
      <legend>{t('moderation.deed')}</legend>
      {deeds.map((deed) => (
        <label key={nameOf(deed)}>
          <input
            type="radio"
            name="deed"
            value={nameOf(deed)}
            checked={nameOf(deed) === chosen}
            onChange={() => onChange(nameOf(deed))}
          />
          <span>
            {deed.kind === 'blob'
              ? t('moderation.deedBlob', {
                  type: deed.blob.mimeType,
                  size: bytesText(deed.blob.size, language),
                })
              : t(`moderation.deed_${deed.kind}`)}
          </span>
        </label>
      ))}
    </fieldset>
  )
}
