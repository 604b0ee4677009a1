import type { AdminEntranceConfig } from '../../config/index.js'

/** Places of the dashboard to which browsers come back from members' pages. */
const PLACES = { admin: '/admin', 'admin-proved': '/admin/proved' } as const

/**
 * A path on the host of members' pages that leads back to the dashboard: there itself, or where that has a place of its own,
 * by the way that members' pages know (src/portal/administration).
 */
export function backTo({ home }: Pick<AdminEntranceConfig, 'home'>, place: keyof typeof PLACES): string {
  return home === undefined ? PLACES[place] : `/account/administration/${place}`
}

/** The same to the screen of a connection. */
export function backToConnection({ home }: Pick<AdminEntranceConfig, 'home'>, id: string): string {
  return home === undefined ? `/admin/sso/${id}` : `/account/administration/sso/${id}`
}
