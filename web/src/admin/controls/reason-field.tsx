import type { ComponentPropsWithoutRef } from 'react'
import { useTexts } from '../texts/texts'
import { TextField } from './text-field'

/** As the API has it. */
const REASON_LENGTH_MAX = 2_000

interface ReasonFieldProps extends Pick<ComponentPropsWithoutRef<'input'>, 'autoFocus' | 'required'> {
  readonly label?: string
  readonly hint?: string
}

/** Why something is done, for the audit; it has to be said unless that is left open. */
export function ReasonField({ label, hint, required = true, autoFocus = false }: ReasonFieldProps) {
  const { t } = useTexts()
  return (
    <TextField
      label={label ?? t('verb.reason')}
      hint={hint}
      name="reason"
      isLong
      required={required}
      autoFocus={autoFocus}
      maxLength={REASON_LENGTH_MAX}
    />
  )
}
