import { Injectable } from '@nestjs/common'
import { type Connection, ConnectionChanges, ConnectionStore, type DomainPolicy } from '../../sso/index.js'
import type { Administrator } from '../access/administrator.js'
import { InvalidFields } from '../admin.errors.js'
import { assertMatches } from '../api/entity-tag.js'
import type { DomainEnforcementDto } from '../domains/domain-rules.dto.js'
import { ConnectionPowers } from './connection-powers.js'
import { connectionView } from './connection-views.js'

/** What organizations want of people of a domain. It is a part of the policy of a connection, and is kept there. */
@Injectable()
export class DomainEnforcement {
  constructor(
    private readonly connections: ConnectionStore,
    private readonly changes: ConnectionChanges,
    private readonly powers: ConnectionPowers,
  ) {}

  /**
   * Puts it in the place of what held for the domain with this connection.
   * @param ifMatch a tag of the connection
   * @throws {PreconditionFailed} where the connection was changed since it was seen
   * @throws {InvalidFields} where it is not said with which connection, and cannot be told
   * @throws as {@link ConnectionChanges.change}
   */
  async put(
    name: string,
    { connection: id, ...rest }: DomainEnforcementDto,
    ifMatch: string | undefined,
    by: Administrator,
  ): Promise<DomainEnforcementDto> {
    const wanted: DomainPolicy = { ...rest, domain: name.toLowerCase().replace(/^\./, '') }
    const isSame = ({ domain, of }: DomainPolicy) => domain === wanted.domain && of === wanted.of
    const connection = id ?? (await this.#only(isSame))
    const changed = (seen: Connection) => {
      assertMatches(ifMatch, connectionView(seen))
      return { policy: { domains: [...seen.policy.domains.filter((one) => !isSame(one)), wanted] } }
    }
    await this.changes.change(connection, changed, this.powers.keeper(by))
    return { connection, ...rest }
  }

  /** The one connection that names the domain. */
  async #only(isSame: (policy: DomainPolicy) => boolean): Promise<string> {
    const named = (await this.connections.list()).filter(({ policy }) => policy.domains.some(isSame))
    const [only, ...more] = named
    if (only && more.length === 0) return only.id
    const message = only
      ? 'must be said: several connections name the domain'
      : 'must be said: none names the domain yet'
    throw new InvalidFields([{ at: '/connection', message }])
  }
}
