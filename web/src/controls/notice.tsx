import type { ReactNode } from 'react'

interface NoticeProps {
  readonly kind: 'error' | 'warning' | 'info' | 'success'
  readonly title?: string | undefined
  readonly children?: ReactNode
}

/** Something to be noticed before the rest. What went wrong is read out at once. */
export function Notice({ kind, title, children }: NoticeProps) {
  return (
    <div className={`notice ${kind}`} role={kind === 'error' ? 'alert' : 'status'}>
      {title === undefined ? undefined : <p className="title">{title}</p>}
      {children === undefined ? undefined : <p>{children}</p>}
    </div>
  )
}
