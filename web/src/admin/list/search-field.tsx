import { useEffect, useId, useState } from 'react'
import { Icon } from '../controls/icon'

/** A list is asked for again when somebody pauses for this long. */
const PAUSE_MS = 250

interface SearchFieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
}

/** Looks for something in a list, while it is typed. */
export function SearchField({ label, value, onChange }: SearchFieldProps) {
  const id = useId()
  const [typed, setTyped] = useState(value)
  const [known, setKnown] = useState(value)
  // The address has changed by other means: a view, or the way back.
  if (known !== value) {
    setKnown(value)
    if (known === typed) setTyped(value)
  }
  useEffect(() => {
    if (typed === value) return
    const timer = setTimeout(() => onChange(typed), PAUSE_MS)
    return () => clearTimeout(timer)
  })
  return (
    <div className="search-field">
      <label htmlFor={id} className="hidden-text">
        {label}
      </label>
      <Icon name="search" />
      <input
        id={id}
        type="search"
        value={typed}
        placeholder={label}
        spellCheck={false}
        autoCapitalize="off"
        onChange={(event) => setTyped(event.target.value)}
      />
    </div>
  )
}
