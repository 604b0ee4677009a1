import type { OrganizationDoor } from '../api/session'
import { useTexts } from '../texts/texts'

interface OrganizationDoorsProps {
  readonly doors: readonly OrganizationDoor[]
  /** what pressing one does */
  readonly label: 'signIn.organization' | 'proof.organization'
}

/** Links to the identity providers of organizations; they lead back to where one is. */
export function OrganizationDoors({ doors, label }: OrganizationDoorsProps) {
  const { t } = useTexts()
  return (
    <>
      {doors.map(({ name, href }) => (
        <a key={href} className="button door-way" href={backHere(href)}>
          {t(label, { name })}
        </a>
      ))}
    </>
  )
}

function backHere(href: string): string {
  const url = new URL(href, location.origin)
  url.searchParams.set('back', location.pathname)
  return url.pathname + url.search
}
