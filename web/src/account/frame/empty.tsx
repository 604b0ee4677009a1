interface EmptyProps {
  readonly title: string
  readonly hint?: string | undefined
}

/** There is nothing to be listed, and that is all right. */
export function Empty({ title, hint }: EmptyProps) {
  return (
    <div className="empty">
      <p className="title">{title}</p>
      {hint === undefined ? undefined : <p className="hint">{hint}</p>}
    </div>
  )
}
