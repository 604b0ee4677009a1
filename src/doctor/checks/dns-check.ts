import type { LookupAddress } from 'node:dns'
import { HostLookup } from '../../outbound/index.js'
import type { Check } from '../check.js'
import { advice, failed, type Finding, ok, skipped, warning } from '../finding.js'
import type { Patient } from '../patient.js'

const NAME = 'DNS'
const TTL_S = 300
/** Domains that are reserved for trials (RFC 6761): nobody can reach them. */
const RESERVED = /(^|\.)(test|localhost|example|invalid)$/

/** Whether the host name and any handle below the domains lead somewhere, and to the same place. */
export const dnsCheck: Check = {
  name: NAME,
  look: async (patient) => {
    if (patient.isLocal) return [skipped(NAME, 'dns_not_needed', {})]
    const host = new URL(patient.publicUrl).hostname
    const own = await addressesOf(host)
    if (own.length === 0) return [missing(host)]
    const domains = patient.service.handleDomains.filter((domain) => !RESERVED.test(domain))
    const handles = await Promise.all(domains.map((domain) => lookAtHandles(domain, own, patient)))
    return [ok(NAME, 'dns', { host, addresses: own.join(', ') }), ...handles]
  },
}

async function lookAtHandles(domain: string, own: readonly string[], { random }: Patient): Promise<Finding> {
  // A name that nobody can have asked for: what is found is the wildcard.
  const found = await addressesOf(`doctor-${random.uuid().slice(0, 8)}${domain}`)
  const record = own.map((address) => recordOf(`*${domain}`, address)).join('\n')
  if (found.length === 0) {
    return failed(NAME, 'dns_handles_missing', { domain }, advice('dns_wildcard', record))
  }
  if (found.some((address) => own.includes(address))) return ok(NAME, 'dns_handles', { domain })
  const values = { domain, found: found.join(', '), addresses: own.join(', ') }
  return warning(NAME, 'dns_handles_elsewhere', values, advice('dns_one_place', record))
}

function missing(host: string): Finding {
  return failed(NAME, 'dns_missing', { host }, advice('dns_record', recordOf(host, '<address>')))
}

function recordOf(name: string, address: string): string {
  return `${name}. ${TTL_S} IN ${address.includes(':') ? 'AAAA' : 'A'} ${address}`
}

function addressesOf(host: string): Promise<string[]> {
  return new Promise((resolve) => {
    new HostLookup().all(host, {}, (error, found: LookupAddress[]) =>
      resolve(error ? [] : found.map(({ address }) => address)),
    )
  })
}
