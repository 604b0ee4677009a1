import { Injectable } from '@nestjs/common'
import type { Agent } from '../../audit/index.js'
import { ServiceConfig } from '../../config/index.js'
import {
  ConnectionStore,
  SETUP_PATH,
  type SetupLink,
  SetupLinks,
  SetupLinkStore,
  stateOfSetupLink,
} from '../../sso/index.js'
import { Clock } from '../../telemetry/index.js'
import { InvalidFields } from '../admin.errors.js'
import type { MadeSetupLinkDto, NewSetupLinkDto, SetupLinkDto } from './setup-links.dto.js'

const LIFE_MAX_MS = 30 * 24 * 60 * 60 * 1000
const SHOWN_MAX = 500

/** Links by which connections are filled in, as administrators see them. */
@Injectable()
export class SetupLinkAdministration {
  constructor(
    private readonly links: SetupLinks,
    private readonly store: SetupLinkStore,
    private readonly connections: ConnectionStore,
    private readonly service: ServiceConfig,
    private readonly clock: Clock,
  ) {}

  async list(): Promise<SetupLinkDto[]> {
    const there = new Set((await this.connections.list()).map(({ id }) => id))
    return (await this.store.list(SHOWN_MAX)).map((link) => this.#view(link, there.has(link.connectionId)))
  }

  /** @throws {InvalidFields} */
  async make({ connectionDraft, expiresAt }: NewSetupLinkDto, agent: Agent): Promise<MadeSetupLinkDto> {
    const untilMs = Date.parse(expiresAt)
    const nowMs = this.clock.nowMs()
    if (untilMs <= nowMs || untilMs > nowMs + LIFE_MAX_MS)
      throw new InvalidFields([{ at: '/expiresAt', message: 'must be in the future, within 30 days' }])
    const { name, kind } = connectionDraft
    const { link, token } = await this.links.make({ name, kind, expiresAt: new Date(untilMs) }, agent)
    const query = new URLSearchParams({ link: token }).toString()
    return { ...this.#view(link, false), url: `${this.service.publicUrl}${SETUP_PATH}?${query}` }
  }

  #view(link: SetupLink, isDrafted: boolean): SetupLinkDto {
    const { id, name, kind, createdAt, expiresAt, openedAt, submittedAt, revokedAt } = link
    return {
      ...{ id, name, kind, state: stateOfSetupLink(link, this.clock.nowMs()) },
      ...(isDrafted && { connection: link.connectionId }),
      ...{ createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString() },
      ...(openedAt && { openedAt: openedAt.toISOString() }),
      ...(submittedAt && { submittedAt: submittedAt.toISOString() }),
      ...(revokedAt && { revokedAt: revokedAt.toISOString() }),
    }
  }
}
