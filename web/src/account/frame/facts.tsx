import type { ReactNode } from 'react'

interface FactsProps {
  readonly items: readonly { readonly name: string; readonly value: ReactNode }[]
}

/** Names and what they stand for. */
export function Facts({ items }: FactsProps) {
  return (
    <dl className="facts">
      {items.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
