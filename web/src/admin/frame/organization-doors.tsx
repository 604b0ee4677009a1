import type { OrganizationDoor } from '../api/session'
import { useTexts } from '../texts/texts'

interface OrganizationDoorsProps {
  readonly doors: readonly OrganizationDoor[]
  /** what pressing one does */
  readonly label: 'signIn.organization' | 'proof.organization'
  /** where they lead back to, in a page of its own; absent: to where one is, in this page */
  readonly back?: string
}

/** Links to the identity providers of organizations. */
export function OrganizationDoors({ doors, label, back }: OrganizationDoorsProps) {
  const { t } = useTexts()
  return (
    <>
      {doors.map(({ name, href }) => (
        <a
          key={href}
          className="button door-way"
          href={withBack(href, back ?? location.pathname)}
          target={back === undefined ? undefined : '_blank'}
          rel="noreferrer"
        >
          {t(label, { name })}
        </a>
      ))}
    </>
  )
}

/** A way by another host leads back where that knows it. */
function withBack(href: string, back: string): string {
  const url = new URL(href, location.origin)
  if (url.origin !== location.origin || !url.searchParams.has('back')) return href
  url.searchParams.set('back', back)
  return url.pathname + url.search
}
