import { useState } from 'react'
import { timeFormat } from '../controls/formats'
import { TextField } from '../controls/text-field'
import { useTexts } from '../texts/texts'
import { type Account, OFFBOARD_DAYS, OFFBOARD_NOTICE_DAYS } from './verbs'

const DAY_MS = 86_400_000
const DAYS_MAX = 365
/** In the order in which they happen. */
const FACTS = ['now', 'public', 'take', 'letters', 'end', 'back'] as const

/** How long somebody who leaves has, and what that means for them. */
export function OffboardingFields({ account: { offboardUntil } }: { readonly account: Account }) {
  const { t, language } = useTexts()
  const [days, setDays] = useState(OFFBOARD_DAYS)
  const isKnown = offboardUntil === undefined && Number.isInteger(days) && days > 0
  return (
    <>
      <ul className="consequences">
        {FACTS.map((fact) => (
          <li key={fact}>{t(`offboarding.${fact}`)}</li>
        ))}
      </ul>
      <TextField
        label={t('offboarding.days')}
        hint={
          isKnown
            ? t('offboarding.until', {
                at: timeFormat(language).format(new Date(Date.now() + days * DAY_MS)),
              })
            : t('offboarding.fromFirst')
        }
        name="days"
        type="number"
        min={1}
        max={DAYS_MAX}
        required
        autoFocus
        value={Number.isNaN(days) ? '' : days}
        onChange={({ target }) => setDays(target.valueAsNumber)}
      />
      <p className="muted">{t('offboarding.hasty', { days: OFFBOARD_NOTICE_DAYS })}</p>
    </>
  )
}
