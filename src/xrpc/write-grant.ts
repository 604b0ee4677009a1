import type { WriteGrant } from '@guildhall/oauth-scopes'
import type { Call } from './call.js'

/** The right to write of a call. Its access policy must ask for `repoScope`s. */
export function writeGrant(call: Pick<Call, 'grant' | 'nsid'>): WriteGrant {
  if (!call.grant) throw new Error(`the access policy of ${call.nsid} does not ask for a right to write`)
  return call.grant
}
