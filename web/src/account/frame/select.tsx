import { type ComponentPropsWithoutRef, useId } from 'react'

interface SelectProps extends Omit<ComponentPropsWithoutRef<'select'>, 'id' | 'className'> {
  readonly label: string
}

/** One of several, with its label. */
export function Select({ label, children, ...select }: SelectProps) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="entry whole">
        <select {...select} id={id}>
          {children}
        </select>
      </div>
    </div>
  )
}
