import { Controller, Get, NotFoundException } from '@nestjs/common'
import { ServiceConfig } from '../config/index.js'
import { PublicRoute } from './route.js'

const DOCUMENTATION = 'https://atproto.com'

/** What the service says of itself below `/.well-known/`. */
@Controller('.well-known')
export class WellKnownController {
  constructor(private readonly config: ServiceConfig) {}

  /** The DID document of the service, if its DID is the did:web of this host. */
  @Get('did.json')
  @PublicRoute()
  didDocument() {
    const { serviceDid, publicUrl } = this.config
    if (!didWebsOf(publicUrl).includes(serviceDid)) {
      throw new NotFoundException('There is no DID document at this host')
    }
    return {
      '@context': ['https://www.w3.org/ns/did/v1'],
      id: serviceDid,
      service: [{ id: '#atproto_pds', type: 'AtprotoPersonalDataServer', serviceEndpoint: publicUrl }],
    }
  }

  /** OAuth 2.0 protected resource metadata (RFC 9728). */
  @Get('oauth-protected-resource')
  @PublicRoute()
  protectedResource() {
    const { publicUrl } = this.config
    return {
      resource: publicUrl,
      authorization_servers: [publicUrl],
      scopes_supported: [],
      bearer_methods_supported: ['header'],
      resource_documentation: DOCUMENTATION,
    }
  }
}

/** What the did:web of a host may be: its name, and with the port where the URL has one (did:web, section 3.2). */
function didWebsOf(url: string): string[] {
  const { hostname, host } = new URL(url)
  return [`did:web:${hostname}`, `did:web:${host.replace(':', '%3A')}`]
}
