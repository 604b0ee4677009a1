import type { ReactNode } from 'react'

interface FormProps {
  readonly action: string
  readonly csrf: string
  readonly className?: string | undefined
  readonly children: ReactNode
}

/** What is sent to the server. */
export function Form({ action, csrf, className, children }: FormProps) {
  return (
    <form method="post" action={action} className={className}>
      <input type="hidden" name="csrf" value={csrf} />
      {children}
    </form>
  )
}
