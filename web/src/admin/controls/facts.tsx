import type { ReactNode } from 'react'
import { CopyButton } from './copy-button'

/** What is known of something, as names and values. */
export function Facts({ children }: { readonly children: ReactNode }) {
  return <dl className="facts">{children}</dl>
}

interface FactProps {
  readonly name: string
  readonly children: ReactNode
  /** what a button beside it copies */
  readonly copy?: string | undefined
}

/** One of them. */
export function Fact({ name, children, copy }: FactProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {children}
        {copy !== undefined && <CopyButton text={copy} what={name} />}
      </dd>
    </div>
  )
}
