import { Injectable } from '@nestjs/common'
import type { LookupAddress } from 'node:dns'
import { ServiceConfig } from '../../config/index.js'
import { HostLookup, OutboundError, peerCertificate, TxtResolver } from '../../outbound/index.js'
import { PROBE_LABEL } from './handle-domains.js'

const HTTPS_PORT = 443
const TLS_TIMEOUT_MS = 5_000

/** How something was found that has to be there. `skipped`: a server on a developer's machine needs none. */
export type DomainFindingState = 'ok' | 'missing' | 'wrong' | 'skipped'

/** Something that a domain needs. */
export interface DomainFinding {
  readonly what: 'ownership' | 'address' | 'certificate'
  readonly state: DomainFindingState
  /** records as they have to stand in the zone; none for a certificate */
  readonly records: readonly DomainRecord[]
  /** what was found instead */
  readonly found: readonly string[]
}

/** A record of the DNS. */
export interface DomainRecord {
  readonly type: 'TXT' | 'A' | 'AAAA' | 'CNAME'
  readonly name: string
  readonly value: string
}

/** The record that proves that whoever adds a domain has it. */
export function ownershipRecord(domain: string, token: string): DomainRecord {
  return { type: 'TXT', name: `_guildhall.${domain}`, value: `guildhall-domain=${token}` }
}

/** Looks whether a domain can have handles of this service: whose it is, whether all names below it lead here. */
@Injectable()
export class DomainCheck {
  constructor(
    private readonly service: ServiceConfig,
    private readonly txt: TxtResolver,
    private readonly lookup: HostLookup,
  ) {}

  /** @param token undefined for a domain of the environment, which needs no proof */
  async look(domain: string, token: string | undefined): Promise<DomainFinding[]> {
    const isLocal = this.service.publicUrl.startsWith('http://')
    return Promise.all([
      ...(token === undefined ? [] : [this.#ownership(domain, token)]),
      isLocal ? skipped('address') : this.#address(domain),
      isLocal ? skipped('certificate') : certificate(domain),
    ])
  }

  async #ownership(domain: string, token: string): Promise<DomainFinding> {
    const record = ownershipRecord(domain, token)
    const found = (await this.#texts(record.name)).map((pieces) => pieces.join(''))
    const state = found.includes(record.value) ? 'ok' : found.length > 0 ? 'wrong' : 'missing'
    return { what: 'ownership', state, records: [record], found: state === 'ok' ? [] : found }
  }

  async #texts(name: string): Promise<string[][]> {
    try {
      return await this.txt.resolveTxt(name)
    } catch (error) {
      if (error instanceof OutboundError) return []
      throw error
    }
  }

  /** Nobody has this name: what is found is what all names have. */
  async #address(domain: string): Promise<DomainFinding> {
    const [own, found] = await Promise.all([
      this.#addresses(this.service.hostname),
      this.#addresses(`${PROBE_LABEL}.${domain}`),
    ])
    const state =
      found.length === 0 ? 'missing' : found.some((address) => own.includes(address)) ? 'ok' : 'wrong'
    return {
      what: 'address',
      state,
      records: recordsOf(domain, this.service.hostname, own),
      found: state === 'ok' ? [] : found,
    }
  }

  #addresses(host: string): Promise<string[]> {
    return new Promise((resolve) => {
      this.lookup.all(host, {}, (error, found: LookupAddress[]) =>
        resolve(error ? [] : found.map(({ address }) => address)),
      )
    })
  }
}

/** Either a name that follows the service, or its addresses. */
function recordsOf(domain: string, hostname: string, own: readonly string[]): DomainRecord[] {
  const name = `*.${domain}`
  return [
    { type: 'CNAME', name, value: `${hostname}.` },
    ...own.map((value): DomainRecord => ({ type: value.includes(':') ? 'AAAA' : 'A', name, value })),
  ]
}

async function certificate(domain: string): Promise<DomainFinding> {
  const finding = { what: 'certificate', records: [] } as const
  try {
    const { problem, issuer } = await peerCertificate(`${PROBE_LABEL}.${domain}`, HTTPS_PORT, TLS_TIMEOUT_MS)
    return { ...finding, state: problem === undefined ? 'ok' : 'wrong', found: [problem ?? issuer] }
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error
    return { ...finding, state: 'missing', found: [error.message] }
  }
}

function skipped(what: DomainFinding['what']): DomainFinding {
  return { what, state: 'skipped', records: [], found: [] }
}
