import { type ComponentPropsWithoutRef, useId } from 'react'

interface TextFieldProps extends Omit<ComponentPropsWithoutRef<'input'>, 'id' | 'className'> {
  readonly label: string
  readonly hint?: string | undefined
  readonly problem?: string | undefined
  /** whether there is room for several lines */
  readonly isLong?: boolean
}

/** An entry with its label, its hint, and what is wrong with it. */
export function TextField({ label, hint, problem, isLong = false, ...input }: TextFieldProps) {
  const id = useId()
  const described = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ')
  const Entry = (isLong ? 'textarea' : 'input') as 'input'
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <Entry
        type={isLong ? undefined : 'text'}
        {...input}
        id={id}
        className="entry"
        aria-describedby={described || undefined}
        aria-invalid={problem === undefined ? undefined : true}
      />
      {hint !== undefined && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {problem !== undefined && (
        <p className="field-problem" id={`${id}-problem`} role="alert">
          {problem}
        </p>
      )}
    </div>
  )
}
