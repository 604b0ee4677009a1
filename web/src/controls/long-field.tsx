import { useId } from 'react'

interface LongFieldProps {
  readonly name: string
  readonly label: string
  readonly hint: string
  readonly maxLength: number
}

/** An entry of many lines that no person reads, such as a document of a program. */
export function LongField({ name, label, hint, maxLength }: LongFieldProps) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="entry">
        <textarea
          id={id}
          name={name}
          rows={5}
          maxLength={maxLength}
          spellCheck={false}
          autoComplete="off"
          dir="ltr"
          aria-describedby={`${id}-hint`}
        />
      </div>
      <p className="hint" id={`${id}-hint`}>
        {hint}
      </p>
    </div>
  )
}
