import { type ReactNode, useEffect } from 'react'
import { useService } from '../frame/service-context'

interface ScreenHeadProps {
  readonly title: string
  readonly lead?: ReactNode
  /** what can be done here */
  readonly children?: ReactNode
}

/** The head of a screen; its title is that of the browser's tab as well. */
export function ScreenHead({ title, lead, children }: ScreenHeadProps) {
  const { name } = useService()
  useEffect(() => {
    document.title = `${title} – ${name}`
  }, [title, name])
  return (
    <header className="screen-head">
      <div>
        <h1>{title}</h1>
        {lead !== undefined && <div className="lead">{lead}</div>}
      </div>
      {children !== undefined && <div className="screen-actions">{children}</div>}
    </header>
  )
}
