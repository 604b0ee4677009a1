import { useId } from 'react'
import { useTexts } from '../texts/texts'

interface ColourFieldProps {
  readonly label: string
  readonly value: string | undefined
  /** what holds while nothing is chosen */
  readonly usual: string
  readonly isPinned: boolean
  readonly onChange: (value: string) => void
}

const HEX = /^#[0-9a-f]{6}$/i

/** A colour, picked or typed. */
export function ColourField({ label, value, usual, isPinned, onChange }: ColourFieldProps) {
  const { t } = useTexts()
  const id = useId()
  const shown = value || usual
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="colour-entry">
        <input
          type="color"
          aria-label={t('organization.pick', { what: label })}
          value={HEX.test(shown) ? shown.toLowerCase() : usual}
          disabled={isPinned}
          onChange={({ target }) => onChange(target.value)}
        />
        <input
          id={id}
          className="entry"
          value={value ?? ''}
          placeholder={usual}
          disabled={isPinned}
          spellCheck={false}
          onChange={({ target }) => onChange(target.value)}
        />
      </div>
    </div>
  )
}
