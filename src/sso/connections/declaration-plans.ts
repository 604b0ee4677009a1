import { createHash } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import type { Queryable } from '../../database/index.js'
import { ProviderMetadata } from '../saml/provider-metadata.js'
import { samlSettings } from '../saml/saml-settings.js'
import type { KnownProvider } from '../saml/saml-party.store.js'
import { SsoFailure } from '../sso.errors.js'
import { ConnectionDrafts, type ConnectionInput } from './connection-drafts.js'
import type { Connection } from './connection.js'
import { ConnectionStore } from './connection.store.js'
import { InvalidConnection, InvalidDeclaration } from './connections.errors.js'

/** A connection as a file declares it. */
export interface Declaration extends ConnectionInput {
  /** stays the same, whatever changes: the connection is known by it */
  readonly key: string
  readonly secret?: string | undefined
  /** @default true */
  readonly enabled?: boolean | undefined
}

/** What is to become of a declaration. */
export interface Planned {
  readonly former: Connection | undefined
  readonly next: Connection
  readonly secret: string | undefined
  /** metadata that were read because the file does not say what the provider is called */
  readonly provider?: KnownProvider | undefined
}

/** Finds what is to become of connections that a file declares. */
@Injectable()
export class DeclarationPlans {
  constructor(
    private readonly connections: ConnectionStore,
    private readonly drafts: ConnectionDrafts,
    private readonly metadata: ProviderMetadata,
  ) {}

  /** @throws {InvalidDeclaration} */
  async of(file: string, { key, secret, enabled = true, ...input }: Declaration): Promise<Planned> {
    const id = idOf(key)
    const former = await this.connections.find(id)
    const status = enabled ? 'enabled' : 'disabled'
    try {
      const next: Connection = former
        ? { ...(await this.drafts.change(former, input)), status }
        : { ...(await this.drafts.create(input, 'file')), id, status }
      const isNamed = input.issuer || (next.issuer !== '' && former && isOfSamePlace(former, next))
      return { former, secret, ...(isNamed ? { next } : await this.#named({ ...next, issuer: '' })) }
    } catch (error) {
      throw error instanceof InvalidConnection ? new InvalidDeclaration(file, key, error) : error
    }
  }

  /** Keeps what was found out for a plan, once its connection is there. */
  async kept(tx: Queryable, { next, provider }: Planned): Promise<void> {
    if (provider) await this.metadata.put(tx, next, provider)
  }

  /** A provider of SAML says in its metadata what it is called: nobody has to write it down once more. */
  async #named(connection: Connection): Promise<Pick<Planned, 'next' | 'provider'>> {
    if (connection.kind !== 'saml' || samlSettings(connection).metadataUrl === undefined)
      throw new InvalidConnection([{ at: '/issuer', message: 'must be there' }])
    try {
      const provider = await this.metadata.fetch(connection)
      return { next: { ...connection, issuer: provider.party.entityId }, provider }
    } catch (error) {
      if (!(error instanceof SsoFailure)) throw error
      throw new InvalidConnection([{ at: '/issuer', message: `is not known: ${error.detail}` }])
    }
  }
}

/** Whether metadata are where they were: then they are looked at by and by, and not whenever a server starts. */
function isOfSamePlace(former: Connection, next: Connection): boolean {
  return next.kind !== 'saml' || samlSettings(former).metadataUrl === samlSettings(next).metadataUrl
}

/** The same id for the same key, on every node. */
function idOf(key: string): string {
  const hex = createHash('sha256').update(`connection ${key}`).digest('hex')
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-')
}
