import { Injectable } from '@nestjs/common'
import type { Connection } from '../connections/connection.js'
import { ConnectionStore } from '../connections/connection.store.js'
import { SamlAddresses } from './saml-addresses.js'
import { samlSettings } from './saml-settings.js'
import { serviceMetadata } from './service-metadata.js'
import { ServiceKeys } from './service-keys.js'
import { formatOf } from './wire/name-ids.js'

/** What this server says of itself to providers of SAML. */
@Injectable()
export class ServiceDescription {
  constructor(
    private readonly connections: ConnectionStore,
    private readonly addresses: SamlAddresses,
    private readonly keys: ServiceKeys,
  ) {}

  /** Our metadata for the provider of a connection; undefined if there is no such connection of SAML. */
  async find(connectionId: string): Promise<string | undefined> {
    const connection = await this.connections.find(connectionId)
    return connection?.kind === 'saml' ? this.of(connection) : undefined
  }

  async of(connection: Connection): Promise<string> {
    const keys = await this.keys.list(connection.id)
    const { nameIdFormat } = samlSettings(connection)
    return serviceMetadata(this.addresses.of(connection.id), keys, formatOf(nameIdFormat))
  }
}
