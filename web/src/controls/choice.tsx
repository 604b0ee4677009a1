import { type ComponentPropsWithoutRef, type ReactNode, useId } from 'react'

type CheckboxProps = Omit<ComponentPropsWithoutRef<'input'>, 'id' | 'type' | 'className' | 'aria-describedby'>

interface ChoiceProps extends CheckboxProps {
  readonly name: string
  readonly label: ReactNode
  readonly hint?: ReactNode
}

/** Something to tick. */
export function Choice({ label, hint, ...input }: ChoiceProps) {
  const id = useId()
  return (
    <div className="choice">
      <input
        {...input}
        id={id}
        type="checkbox"
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
      />
      <label htmlFor={id}>{label}</label>
      {hint === undefined ? undefined : (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  )
}
