import { type ComponentPropsWithoutRef, type ReactNode, useId } from 'react'

type InputProps = Omit<ComponentPropsWithoutRef<'input'>, 'id' | 'className' | 'aria-describedby'>

export interface FieldProps extends InputProps {
  readonly name: string
  readonly label: string
  readonly hint?: string | undefined
  /** What is wrong with what was entered. */
  readonly problem?: string | undefined
  /** After the entry, within its frame: a button, or the end of a handle. */
  readonly affix?: ReactNode
  /** Below the entry; says what changes while somebody types. */
  readonly below?: ReactNode
}

/** An entry with its label, its hint and what is wrong with it, tied together for those who hear the page. */
export function Field({ label, hint, problem, affix, below, ...input }: FieldProps) {
  const id = useId()
  const described = [hint === undefined ? '' : `${id}-hint`, problem === undefined ? '' : `${id}-problem`]
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className={problem === undefined ? 'entry' : 'entry wrong'}>
        <input
          type="text"
          {...input}
          id={id}
          aria-describedby={described.join(' ').trim() || undefined}
          aria-invalid={problem === undefined ? undefined : true}
        />
        {affix}
      </div>
      {problem === undefined ? undefined : (
        <p className="problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
      {below}
      {hint === undefined ? undefined : (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  )
}
