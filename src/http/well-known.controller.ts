import { Controller, Get } from '@nestjs/common'
import { ServiceConfig } from '../config/index.js'
import { PublicRoute } from './route.js'

const DOCUMENTATION = 'https://atproto.com'

/** What the service says of itself below `/.well-known/`. */
@Controller('.well-known')
export class WellKnownController {
  constructor(private readonly config: ServiceConfig) {}

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
