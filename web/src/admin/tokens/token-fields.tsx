import { TextField } from '../controls/text-field'
import { useTexts } from '../texts/texts'

const DAY_MS = 86_400_000
const LIFETIME_DAYS = 90
const LIFETIME_MAX_DAYS = 365
/** A little less than the last day, for clocks that differ. */
const LEEWAY_MS = 60_000

/** What a token is for, and for how long. */
export function TokenFields() {
  const { t } = useTexts()
  return (
    <>
      <TextField
        label={t('tokens.name')}
        hint={t('tokens.nameHint')}
        name="name"
        required
        autoFocus
        maxLength={100}
      />
      <TextField
        label={t('tokens.days')}
        name="days"
        type="number"
        defaultValue={LIFETIME_DAYS}
        min={1}
        max={LIFETIME_MAX_DAYS}
        required
      />
    </>
  )
}

/** When a token ends (ISO 8601), as was entered there. */
export function expiryOf(form: FormData): string {
  return new Date(Date.now() + Number(form.get('days')) * DAY_MS - LEEWAY_MS).toISOString()
}
