import { Injectable } from '@nestjs/common'
import type { Connection } from '../connections/connection.js'
import { ConnectionStore } from '../connections/connection.store.js'
import { ConnectionNotThere } from '../connections/connections.errors.js'
import { certificateFacts, type CertificateFacts, pemOf } from './pem.js'
import { ProviderMetadata } from './provider-metadata.js'
import { SamlAddresses, type ServiceAddresses } from './saml-addresses.js'
import { NoSamlConnection } from './saml.errors.js'
import type { KnownProvider, ServiceKeyState } from './saml-party.store.js'
import { ServiceKeys } from './service-keys.js'

/** A certificate of this server for a provider. */
export interface OwnCertificate extends CertificateFacts {
  readonly state: ServiceKeyState
  readonly pem: string
}

/** What is known of the provider of a connection. */
export interface ProviderView extends Omit<KnownProvider, 'party'> {
  readonly entityId: string
  readonly signOnUrl: string
  readonly logoutUrl: string | undefined
  readonly validUntil: Date | undefined
  readonly certificates: readonly CertificateFacts[]
}

/** The two who talk: this server and the provider of a connection. */
export interface SamlView {
  readonly service: ServiceAddresses
  readonly certificates: readonly OwnCertificate[]
  /** absent until its metadata were read */
  readonly provider: ProviderView | undefined
}

/** What administrators see of connections of SAML. */
@Injectable()
export class SamlParties {
  constructor(
    private readonly connections: ConnectionStore,
    private readonly addresses: SamlAddresses,
    private readonly metadata: ProviderMetadata,
    private readonly keys: ServiceKeys,
  ) {}

  /** @throws {ConnectionNotThere | NoSamlConnection} */
  async find(connectionId: string): Promise<Connection> {
    const connection = await this.connections.find(connectionId)
    if (!connection) throw new ConnectionNotThere()
    if (connection.kind !== 'saml') throw new NoSamlConnection()
    return connection
  }

  async show({ id }: Connection): Promise<SamlView> {
    const keys = await this.keys.list(id)
    const certificates = keys.flatMap(({ certificate, state }) => {
      const facts = certificateFacts(certificate)
      return facts ? [{ ...facts, state, pem: pemOf(certificate) }] : []
    })
    const known = await this.metadata.find(id)
    return { service: this.addresses.of(id), certificates, provider: known && viewOf(known) }
  }
}

function viewOf({ party, ...known }: KnownProvider): ProviderView {
  const { entityId, signOnUrl, logout, validUntilMs, certificates } = party
  return {
    ...known,
    entityId,
    signOnUrl,
    logoutUrl: logout?.url,
    validUntil: validUntilMs === undefined ? undefined : new Date(validUntilMs),
    certificates: certificates.flatMap((one) => certificateFacts(Buffer.from(one, 'base64')) ?? []),
  }
}
