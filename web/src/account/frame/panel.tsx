import { type ReactNode, useId } from 'react'

interface PanelProps {
  readonly title: string
  readonly children: ReactNode
}

/** A part of a page, with its heading. */
export function Panel({ title, children }: PanelProps) {
  const id = useId()
  return (
    <section className="panel" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  )
}
