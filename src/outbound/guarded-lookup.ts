import type { LookupAddress } from 'node:dns'
import type { LookupFunction } from 'node:net'
import type { HostLookup } from './host-lookup.js'
import { OutboundError } from './outbound-error.js'
import { isPublicAddress } from './public-address.js'

/**
 * Resolves a name for a connection, and fails when any of its addresses is not public. As the connection is made
 * to the very addresses that were checked, a name that changes its address in between gains nothing.
 */
export function guardedLookup(hosts: HostLookup): LookupFunction {
  return (hostname, { family, hints, all }, callback) => {
    const wanted = typeof family === 'string' ? Number(family.slice(-1)) : family
    hosts.all(hostname, { family: wanted, hints }, (error, found) => {
      const addresses: LookupAddress[] = error ? [] : found
      const problem = error ?? problemOf(hostname, addresses)
      if (problem) return callback(problem, '', 0)
      if (all) return callback(null, addresses)
      callback(null, addresses[0]!.address, addresses[0]!.family)
    })
  }
}

function problemOf(hostname: string, addresses: readonly LookupAddress[]): OutboundError | undefined {
  if (addresses.length === 0) return new OutboundError('dns', `${hostname} has no address`)
  if (addresses.every(({ address }) => isPublicAddress(address))) return undefined
  return new OutboundError('forbidden', `${hostname} is not a public host`)
}
