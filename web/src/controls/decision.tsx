import type { ReactNode } from 'react'

interface DecisionProps {
  readonly value: 'accept' | 'deny' | 'other'
  readonly children: ReactNode
}

/** A button that sends the form with a decision. Who does not go on need not fill it in first. */
export function Decision({ value, children }: DecisionProps) {
  const isYes = value === 'accept'
  return (
    <button
      type="submit"
      name="decision"
      value={value}
      className={isYes ? 'button primary' : 'button plain'}
      formNoValidate={!isYes}
    >
      {children}
    </button>
  )
}
