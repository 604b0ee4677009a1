import { type DidDocument, didWebOf } from '@guildhall/identity'
import { isHandle, normalizeHandle } from '@guildhall/syntax'
import { Controller, Get, NotFoundException, Req } from '@nestjs/common'
import type { FastifyRequest } from 'fastify'
import { ServiceConfig } from '../config/index.js'
import { PublicRoute } from '../http/index.js'
import { HandlePolicy } from './handle-policy.js'
import { WebIdentities } from './web-identities.js'

/** The documents of did:web identities, each at its own host: those of accounts, and that of the service. */
@Controller('.well-known')
export class DidWebController {
  constructor(
    private readonly identities: WebIdentities,
    private readonly policy: HandlePolicy,
    private readonly config: ServiceConfig,
  ) {}

  /** The DID document of the host that was asked for; what is no host of handles is a name of the service. */
  @Get('did.json')
  @PublicRoute()
  async show(@Req() request: FastifyRequest): Promise<object> {
    const host = normalizeHandle(request.hostname)
    const isService = host === this.config.hostname || !this.policy.serviceDomainOf(host)
    const document = isService ? this.#ofService() : await this.#ofAccount(host)
    if (!document) throw new NotFoundException('There is no DID document at this host')
    return document
  }

  /** None if the DID of the service is another one. */
  #ofService(): object | undefined {
    const { serviceDid, publicUrl } = this.config
    if (!didWebsOf(publicUrl).includes(serviceDid)) return undefined
    return {
      '@context': ['https://www.w3.org/ns/did/v1'],
      id: serviceDid,
      service: [{ id: '#atproto_pds', type: 'AtprotoPersonalDataServer', serviceEndpoint: publicUrl }],
    }
  }

  async #ofAccount(host: string): Promise<DidDocument | undefined> {
    const identity = isHandle(host) ? await this.identities.find(didWebOf(host)) : undefined
    return identity && this.identities.documentOf(identity)
  }
}

/** What the did:web of a host may be: its name, and with the port where the URL has one (did:web, section 3.2). */
function didWebsOf(url: string): string[] {
  const { hostname, host } = new URL(url)
  return [`did:web:${hostname}`, `did:web:${host.replace(':', '%3A')}`]
}
