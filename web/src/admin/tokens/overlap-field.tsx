import { TextField } from '../controls/text-field'
import { useTexts } from '../texts/texts'

const MINUTE_S = 60
const OVERLAP_MINUTES = 60
const OVERLAP_MAX_MINUTES = 10_080

/** For how long the former secret stays good, so that nothing stops meanwhile. */
export function OverlapField() {
  const { t } = useTexts()
  return (
    <TextField
      label={t('tokens.overlap')}
      name="overlap"
      type="number"
      defaultValue={OVERLAP_MINUTES}
      min={0}
      max={OVERLAP_MAX_MINUTES}
      required
      autoFocus
    />
  )
}

/** What was entered there (s). */
export const overlapSecondsOf = (form: FormData) => Number(form.get('overlap')) * MINUTE_S
