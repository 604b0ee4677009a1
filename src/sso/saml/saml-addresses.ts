import { Injectable } from '@nestjs/common'
import { ServiceConfig } from '../../config/index.js'

/** Addresses of this server that the provider of a connection knows. */
export interface ServiceAddresses {
  /** where our metadata are, and the name of this server for the provider */
  readonly entityId: string
  readonly consumerUrl: string
  readonly logoutUrl: string
}

/** Where providers of SAML find this server: every connection has addresses of its own. */
@Injectable()
export class SamlAddresses {
  constructor(private readonly service: ServiceConfig) {}

  of(connectionId: string): ServiceAddresses {
    const base = `${this.service.publicUrl}/sso/saml/${connectionId}`
    return { entityId: `${base}/metadata`, consumerUrl: `${base}/acs`, logoutUrl: `${base}/logout` }
  }
}
