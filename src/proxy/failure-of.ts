import type { OutboundError } from '../outbound/index.js'
import type { Refusal } from '../refusal.js'
import { ServiceTimeout, ServiceUnreachable } from './proxy.errors.js'

/**
 * What the failure of a call means to the caller. A private address, a name that is none and a server that is away look
 * the same: nobody is to explore networks from here.
 */
export function failureOf(error: OutboundError): Refusal {
  return error.failure === 'timeout' ? new ServiceTimeout(error) : new ServiceUnreachable(error)
}
