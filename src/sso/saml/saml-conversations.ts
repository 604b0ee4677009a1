import { Injectable } from '@nestjs/common'
import { Clock } from '../../telemetry/index.js'
import type { Connection } from '../connections/connection.js'
import { SsoFailure } from '../sso.errors.js'
import { pemOf } from './pem.js'
import { ProviderMetadata } from './provider-metadata.js'
import { SamlAddresses } from './saml-addresses.js'
import { asSsoFailure } from './saml-failures.js'
import { SamlReader } from './saml-reader.js'
import { samlSettings } from './saml-settings.js'
import { ServiceKeys } from './service-keys.js'
import type { SamlResults, SamlTask, ServiceParty } from './wire/saml-messages.js'
import { SamlProblem } from './wire/saml-problem.js'

type Parties = 'service' | 'provider'
type Asking = 'depart' | 'logoutRequest' | 'logoutAnswer'
type Hearing = 'response' | 'logoutMessage'
/** A task without the two who talk. */
export type Wanted<Name extends keyof SamlResults> = Omit<Extract<SamlTask, { task: Name }>, Parties>

/** A provider that has changed its certificate publishes that; it is looked up this often at most. */
const LOOK_AGAIN_MS = 60_000

/** Messages between this server and the provider of a connection. */
@Injectable()
export class SamlConversations {
  constructor(
    readonly metadata: ProviderMetadata,
    readonly keys: ServiceKeys,
    private readonly addresses: SamlAddresses,
    private readonly reader: SamlReader,
    private readonly clock: Clock,
  ) {}

  /** An address at the provider that carries a message. @throws {SsoFailure} */
  ask<Name extends Asking>(connection: Connection, wanted: Wanted<Name>): Promise<string> {
    return this.#run(connection, wanted) as Promise<string>
  }

  /** What a message of the provider says. @throws {SsoFailure} if it is not believed */
  async hear<Name extends Hearing>(connection: Connection, wanted: Wanted<Name>): Promise<SamlResults[Name]> {
    try {
      return (await this.#run(connection, wanted)) as SamlResults[Name]
    } catch (error) {
      const isUnknownKey = error instanceof SsoFailure && error.facts.problem === 'signature'
      if (!isUnknownKey || !(await this.#hasNews(connection))) throw error
      return (await this.#run(connection, wanted)) as SamlResults[Name]
    }
  }

  /** Whether a session can be ended at the provider. @throws {SsoFailure} */
  async canEnd(connection: Connection): Promise<boolean> {
    return (await this.metadata.of(connection)).logout !== undefined
  }

  async #run(connection: Connection, wanted: object) {
    const [service, provider] = await Promise.all([this.#service(connection), this.metadata.of(connection)])
    try {
      return await this.reader.run({ ...wanted, service, provider } as Extract<
        SamlTask,
        { task: Asking | Hearing }
      >)
    } catch (error) {
      throw asSsoFailure(error)
    }
  }

  async #service({ id }: Connection): Promise<ServiceParty> {
    const keys = await this.keys.open(id)
    const [current] = keys
    return {
      ...this.addresses.of(id),
      signing: { key: current.secret, certificate: pemOf(current.certificate) },
      decryptionKeys: keys.map(({ secret }) => secret),
    }
  }

  /** Whether the provider names other certificates by now. */
  async #hasNews(connection: Connection): Promise<boolean> {
    const known = await this.metadata.find(connection.id)
    const isPublished = samlSettings(connection).metadataUrl !== undefined
    if (!known || !isPublished || known.triedAt.getTime() > this.clock.nowMs() - LOOK_AGAIN_MS) return false
    try {
      const { party } = await this.metadata.refresh(connection)
      return party.certificates.join() !== known.party.certificates.join()
    } catch (error) {
      if (error instanceof SsoFailure || error instanceof SamlProblem) return false
      throw error
    }
  }
}
