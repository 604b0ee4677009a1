import { Injectable } from '@nestjs/common'
import { ServiceConfig } from '../../config/index.js'
import { LeaverBreaker, SCIM_ROOT, ScimTokens } from '../../scim/index.js'
import { type Connection, ConnectionStore } from '../../sso/index.js'
import { Clock } from '../../telemetry/index.js'
import type { Administrator } from '../access/administrator.js'
import { InvalidFields, NotThere } from '../admin.errors.js'
import {
  type IssuedScimTokenDto,
  type LeaversDto,
  type NewScimTokenDto,
  type ScimTokensDto,
} from './directories.dto.js'
import { issuedScimTokenView, scimTokenView } from './scim-token-view.js'

const DAY_MS = 24 * 60 * 60 * 1000

/** A token is good for so long at most. */
const LIFETIME_MAX_MS = 365 * DAY_MS

/** Directories of connections: their tokens, and whether their people may leave. */
@Injectable()
export class DirectoryAdministration {
  constructor(
    private readonly connections: ConnectionStore,
    private readonly tokens: ScimTokens,
    private readonly breaker: LeaverBreaker,
    private readonly service: ServiceConfig,
    private readonly clock: Clock,
  ) {}

  /** @throws {NotThere} */
  async listTokens(connectionId: string): Promise<ScimTokensDto> {
    const { id } = await this.#connection(connectionId)
    const data = (await this.tokens.list(id)).map(scimTokenView)
    return { data, baseUrl: `${this.service.publicUrl}/${SCIM_ROOT}` }
  }

  /** @throws {NotThere | InvalidFields} */
  async issue(
    connectionId: string,
    { name, expiresAt: wanted }: NewScimTokenDto,
    { agent }: Administrator,
  ): Promise<IssuedScimTokenDto> {
    const { id } = await this.#connection(connectionId)
    const expiresAt = new Date(wanted)
    const leftMs = expiresAt.getTime() - this.clock.nowMs()
    if (leftMs <= 0 || leftMs > LIFETIME_MAX_MS)
      throw new InvalidFields([{ at: '/expiresAt', message: 'must be in the future, within 365 days' }])
    return issuedScimTokenView(await this.tokens.issue(id, { name, expiresAt }, agent))
  }

  /** @throws {NotThere} */
  async rotate(
    connectionId: string,
    tokenId: string,
    overlapMs: number,
    { agent }: Administrator,
  ): Promise<IssuedScimTokenDto> {
    const { id } = await this.#connection(connectionId)
    const issued = await this.tokens.rotate(id, tokenId, overlapMs, agent)
    if (!issued) throw new NotThere('token')
    return issuedScimTokenView(issued)
  }

  /** @throws {NotThere} */
  async revoke(connectionId: string, tokenId: string, { agent }: Administrator): Promise<void> {
    const { id } = await this.#connection(connectionId)
    if (!(await this.tokens.revoke(id, tokenId, agent))) throw new NotThere('token')
  }

  /** Whether people may leave. @throws {NotThere} */
  async leavers(connectionId: string): Promise<LeaversDto> {
    const { id } = await this.#connection(connectionId)
    const { stoppedAt, resumedAt, passes = 0 } = (await this.breaker.find(id)) ?? {}
    return {
      ...(stoppedAt && { stoppedAt: stoppedAt.toISOString() }),
      ...(resumedAt && { resumedAt: resumedAt.toISOString() }),
      passes,
    }
  }

  /** Lets people leave again. @throws {NotThere} */
  async resume(
    connectionId: string,
    { passes = 0, reason }: { passes?: number; reason?: string },
    { agent }: Administrator,
  ): Promise<void> {
    await this.breaker.resume(await this.#connection(connectionId), passes, agent, reason)
  }

  async #connection(id: string): Promise<Connection> {
    const connection = await this.connections.find(id)
    if (!connection) throw new NotThere('connection')
    return connection
  }
}
