import type { ReactNode } from 'react'

interface DecisionProps {
  readonly value: 'accept' | 'deny' | 'other' | 'link' | 'submit'
  /** instead of that of the decision */
  readonly look?: 'plain' | undefined
  readonly children: ReactNode
}

const LOOKS = { accept: 'primary', deny: 'plain', other: 'quiet', link: 'plain', submit: 'primary' } as const

/** A button that sends the form with a decision. Who does not go on need not fill it in first. */
export function Decision({ value, look, children }: DecisionProps) {
  return (
    <button
      type="submit"
      name="decision"
      value={value}
      className={`button ${look ?? LOOKS[value]}`}
      formNoValidate={value !== 'accept'}
    >
      {children}
    </button>
  )
}
