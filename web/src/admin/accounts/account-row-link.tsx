import { useRouter } from '@tanstack/react-router'
import { type MouseEvent, useMemo } from 'react'

/**
 * Leads from a row of the list to its account. A `Link` looks whether it leads to where one is whenever the address
 * changes, and all rows would do that before the rows of the next page are drawn.
 */
export function AccountRowLink({ did, children }: { readonly did: string; readonly children: string }) {
  const router = useRouter()
  const place = useMemo(() => ({ to: '/accounts/$did', params: { did }, search: {} }) as const, [did])
  const prepare = () => void router.preloadRoute(place)
  const go = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.altKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    void router.navigate(place)
  }
  return (
    <a
      href={router.history.createHref(`${router.basepath}${pathOf(did)}`)}
      className="row-link"
      onClick={go}
      onFocus={prepare}
      onMouseEnter={prepare}
    >
      {children}
    </a>
  )
}

/** As the router writes it; asking it takes longer than the rest of a row. */
function pathOf(did: string): string {
  return `/accounts/${encodeURIComponent(did).replaceAll('%3A', ':')}`
}
