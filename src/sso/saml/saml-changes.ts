import { Injectable } from '@nestjs/common'
import { type Agent, Audit } from '../../audit/index.js'
import { type Queryable, UnitOfWork } from '../../database/index.js'
import type { Connection } from '../connections/connection.js'
import { SsoFailure } from '../sso.errors.js'
import { ProviderMetadata } from './provider-metadata.js'
import { MetadataOutOfReach, NextKeyMissing, NextKeyThere, UnreadableMetadata } from './saml.errors.js'
import { type KnownProvider, SamlPartyStore } from './saml-party.store.js'
import { ServiceKeys } from './service-keys.js'
import { SamlProblem } from './wire/saml-problem.js'

/** What administrators change of a connection of SAML besides its settings; all of it is in the audit. */
@Injectable()
export class SamlChanges {
  constructor(
    private readonly keys: ServiceKeys,
    private readonly parties: SamlPartyStore,
    private readonly metadata: ProviderMetadata,
    private readonly audit: Audit,
    private readonly work: UnitOfWork,
  ) {}

  /** Takes metadata of a provider that an administrator has. @throws {UnreadableMetadata | ConnectionChanged} */
  async putMetadata(connection: Connection, xml: string, agent: Agent): Promise<void> {
    await this.#keep(connection, await this.#read(connection, xml), 'connection.put-metadata', agent)
  }

  /** Reads the metadata of a provider anew where they are published. @throws {MetadataOutOfReach | ConnectionChanged} */
  async refresh(connection: Connection, agent: Agent): Promise<void> {
    const provider = await this.#fetch(connection)
    await this.#keep(connection, provider, 'connection.refresh-metadata', agent)
  }

  /** Makes the next key; providers learn of it by our metadata. @throws {NextKeyThere} */
  async addKey(connection: Connection, agent: Agent): Promise<void> {
    const { id } = connection
    const hasFirst = (await this.parties.listKeys(id)).some(({ state }) => state === 'current')
    const first = hasFirst ? undefined : await this.keys.generate(id, 'current')
    const next = await this.keys.generate(id, 'next')
    await this.#noted(connection, 'connection.add-certificate', agent, { key: next.id }, async (tx) => {
      if (first) await this.keys.add(tx, first)
      if (!(await this.keys.add(tx, next))) throw new NextKeyThere()
    })
  }

  /** Signs with the next key from now on. @throws {NextKeyMissing} */
  async advanceKeys(connection: Connection, agent: Agent): Promise<void> {
    await this.#noted(connection, 'connection.use-certificate', agent, undefined, async (tx) => {
      if (!(await this.parties.advanceKeys(tx, connection.id))) throw new NextKeyMissing()
    })
  }

  async #fetch(connection: Connection): Promise<KnownProvider> {
    try {
      return await this.metadata.fetch(connection)
    } catch (error) {
      throw error instanceof SsoFailure ? new MetadataOutOfReach(error.detail) : error
    }
  }

  async #read(connection: Connection, xml: string): Promise<KnownProvider> {
    try {
      return await this.metadata.read(connection, xml, 'upload')
    } catch (error) {
      throw error instanceof SamlProblem ? new UnreadableMetadata(error.message) : error
    }
  }

  #keep(connection: Connection, provider: KnownProvider, action: string, agent: Agent): Promise<void> {
    const { entityId, signOnUrl, certificates } = provider.party
    const after = { ...(connection.issuer === '' && { issuer: entityId }), signOnUrl, certificates }
    return this.#noted(connection, action, agent, after, (tx) => this.metadata.put(tx, connection, provider))
  }

  async #noted(
    { id }: Connection,
    action: string,
    agent: Agent,
    after: object | undefined,
    step: (tx: Queryable) => Promise<void>,
  ): Promise<void> {
    await this.work.run(async (tx) => {
      await step(tx)
      await this.audit.record(tx, agent, {
        action,
        target: { type: 'connection', id },
        ...(after && { after }),
      })
    })
  }
}
