import type { ReactNode } from 'react'

interface PageFormProps {
  readonly action: string
  readonly csrf: string
  readonly children: ReactNode
}

/** What is sent to the server, with or without scripts. */
export function PageForm({ action, csrf, children }: PageFormProps) {
  return (
    <form method="post" action={action}>
      <input type="hidden" name="csrf" value={csrf} />
      {children}
    </form>
  )
}
