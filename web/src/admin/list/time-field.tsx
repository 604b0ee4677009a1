import { useId } from 'react'

const MINUTE_MS = 60_000
/** `2026-01-31T12:00` */
const SHOWN_LENGTH = 16

interface TimeFieldProps {
  readonly label: string
  /** RFC 3339 */
  readonly value: string | undefined
  readonly onChange: (value: string | undefined) => void
}

/** Narrows a list by a time, as the clock of whoever looks has it. It counts when the field is left. */
export function TimeField({ label, value, onChange }: TimeFieldProps) {
  const id = useId()
  const settle = (typed: string) => {
    const at = new Date(typed)
    const next = Number.isNaN(at.getTime()) ? undefined : at.toISOString()
    if (next !== value) onChange(next)
  }
  return (
    <div className="search-field time-field">
      <label htmlFor={id}>{label}</label>
      <input
        key={value}
        id={id}
        type="datetime-local"
        defaultValue={shown(value)}
        onBlur={(event) => settle(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') settle(event.currentTarget.value)
        }}
      />
    </div>
  )
}

function shown(value: string | undefined): string {
  const at = new Date(value ?? '')
  if (Number.isNaN(at.getTime())) return ''
  return new Date(at.getTime() - at.getTimezoneOffset() * MINUTE_MS).toISOString().slice(0, SHOWN_LENGTH)
}
