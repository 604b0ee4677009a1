import { Injectable } from '@nestjs/common'
import type { Queryable } from '../../database/index.js'
import { Outbound } from '../../outbound/index.js'
import { Clock } from '../../telemetry/index.js'
import type { Connection } from '../connections/connection.js'
import { ConnectionStore } from '../connections/connection.store.js'
import { ConnectionChanged } from '../connections/connections.errors.js'
import { SsoFailure } from '../sso.errors.js'
import { type KnownProvider, SamlPartyStore } from './saml-party.store.js'
import { SamlReader } from './saml-reader.js'
import { samlSettings } from './saml-settings.js'
import { METADATA_MAX_BYTES } from './wire/limits.js'
import type { ProviderParty } from './wire/saml-messages.js'
import { SamlProblem } from './wire/saml-problem.js'

const TIMEOUT_MS = 10_000
const REDIRECTS_MAX = 3
const PROBLEM_CHARS_MAX = 500

/** What providers say of themselves: given by an administrator, or read where they publish it. */
@Injectable()
export class ProviderMetadata {
  constructor(
    private readonly store: SamlPartyStore,
    private readonly connections: ConnectionStore,
    private readonly reader: SamlReader,
    private readonly outbound: Outbound,
    private readonly clock: Clock,
  ) {}

  find(connectionId: string): Promise<KnownProvider | undefined> {
    return this.store.findProvider(connectionId)
  }

  /** What a provider says; read now if it was not yet. @throws {SsoFailure} */
  async of(connection: Connection): Promise<ProviderParty> {
    assertNamed(connection)
    const known = await this.store.findProvider(connection.id)
    if (known?.party.entityId === connection.issuer) return known.party
    const { metadataUrl } = samlSettings(connection)
    if (metadataUrl === undefined) {
      const is = known ? `are those of ${known.party.entityId}` : 'were not given to this server'
      throw new SsoFailure('provider_unavailable', `The metadata of the provider ${is}.`)
    }
    return (await this.refresh(connection)).party
  }

  /** Reads metadata where they are published. What was known stays if that fails. @throws {SsoFailure} */
  async refresh(connection: Connection): Promise<KnownProvider> {
    assertNamed(connection)
    const provider = await this.fetch(connection)
    await this.store.putProvider(undefined, connection.id, provider)
    return provider
  }

  /** What metadata say now where they are published; nothing is kept of it. @throws {SsoFailure} */
  async fetch(connection: Connection): Promise<KnownProvider> {
    const { metadataUrl } = samlSettings(connection)
    if (metadataUrl === undefined)
      throw new SsoFailure('provider_unavailable', 'The connection has no address of metadata.')
    try {
      const xml = await this.outbound.getText(metadataUrl, {
        headers: { accept: 'application/samlmetadata+xml, application/xml;q=0.9, text/xml;q=0.9' },
        timeoutMs: TIMEOUT_MS,
        redirectsMax: REDIRECTS_MAX,
        responseMaxBytes: METADATA_MAX_BYTES,
      })
      return await this.read(connection, xml, 'url')
    } catch (error) {
      const detail = `The metadata cannot be read: ${(error as Error).message}`.slice(0, PROBLEM_CHARS_MAX)
      await this.store.noteProblem(connection.id, detail, new Date(this.clock.nowMs()))
      throw new SsoFailure('provider_unavailable', detail, { metadataUrl })
    }
  }

  /** What metadata say of the provider of a connection, or of the only one that they describe. @throws {SamlProblem} */
  async read(connection: Connection, xml: string, source: KnownProvider['source']): Promise<KnownProvider> {
    const entityId = connection.issuer || undefined
    const party = await this.reader.run<'metadata'>({ task: 'metadata', xml, entityId })
    const now = new Date(this.clock.nowMs())
    if (party.validUntilMs !== undefined && party.validUntilMs <= now.getTime())
      throw new SamlProblem('expired', 'the metadata have ended')
    const addresses = [party.signOnUrl, party.logout?.url, party.logout?.answerUrl]
    const isPlain = addresses.some((url) => url?.startsWith('http:'))
    if (isPlain && this.outbound.isProtected)
      throw new SamlProblem('structure', 'an address of the provider is not https')
    return { party, source, readAt: now, triedAt: now, problem: undefined }
  }

  /**
   * Keeps what an administrator has given, or wanted to be read. A connection that does not know what its provider is
   * called knows it from now on.
   * @throws {ConnectionChanged}
   */
  async put(tx: Queryable, connection: Connection, provider: KnownProvider): Promise<void> {
    await this.store.putProvider(tx, connection.id, provider)
    if (connection.issuer !== '') return
    const { party, readAt: updatedAt } = provider
    const named = { ...connection, issuer: party.entityId, revision: connection.revision + 1, updatedAt }
    if (!(await this.connections.replace(tx, named))) throw new ConnectionChanged()
  }
}

/** @throws {SsoFailure} */
function assertNamed({ issuer }: Connection): void {
  if (issuer === '')
    throw new SsoFailure(
      'provider_unavailable',
      'The connection does not know yet what its provider is called: an administrator has to have its metadata read.',
    )
}
