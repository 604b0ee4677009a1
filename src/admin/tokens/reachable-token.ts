import type { Grants } from '../../roles/index.js'
import { NotThere } from '../admin.errors.js'
import type { AdminToken } from './token.store.js'

/** The token, if it is there for whoever asks: those of other domains are not for whoever has a role for some. @throws {NotThere} */
export function reachable(token: AdminToken | undefined, grants: Grants): AdminToken {
  const isWithin =
    token?.domain === undefined
      ? grants.reach('tokens.manage') === 'everything'
      : grants.covers('tokens.manage', token.domain)
  if (!token || !isWithin) throw new NotThere('token')
  return token
}
