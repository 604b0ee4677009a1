import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon'

interface EmptyStateProps {
  readonly icon: IconName
  readonly title: string
  /** what would be here, and how it comes here */
  readonly lead: string
  /** the first step, if there is one */
  readonly children?: ReactNode
}

/** Where nothing is, what could be there. */
export function EmptyState({ icon, title, lead, children }: EmptyStateProps) {
  return (
    <div className="empty">
      <Icon name={icon} />
      <p className="empty-title">{title}</p>
      <p className="muted">{lead}</p>
      {children}
    </div>
  )
}
