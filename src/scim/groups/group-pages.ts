import { Injectable } from '@nestjs/common'
import type { Connection } from '../../sso/index.js'
import { FilterReading } from '../protocol/filter-reading.js'
import { type AttributeChoice, attributeChoice, listRequest, listResponse } from '../protocol/list-request.js'
import type { ScimResource } from '../protocol/user-patch.js'
import type { ChangePlace } from '../users/user-pages.js'
import type { GroupChange } from './group-changes.js'
import { GroupResources } from './group-resources.js'
import { type ScimGroup, ScimGroupStore } from './scim-group.store.js'
import { ScimGroups } from './scim-groups.js'

/** What directories ask about groups, and what they are answered. */
@Injectable()
export class GroupPages {
  constructor(
    private readonly groups: ScimGroups,
    private readonly resources: GroupResources,
    private readonly store: ScimGroupStore,
    private readonly filters: FilterReading,
  ) {}

  /** @throws {InvalidScimRequest} */
  async list({ id }: Connection, query: Readonly<Record<string, unknown>>) {
    const request = listRequest(query)
    const filter = request.filter === undefined ? undefined : await this.filters.read(request.filter)
    const { total, part } = await this.store.list(id, filter, request)
    const shown = await this.resources.show(part, attributeChoice(query))
    return listResponse({ total, part: shown }, request)
  }

  async create(connection: Connection, body: unknown, choice: AttributeChoice): Promise<ScimResource> {
    return this.#shown(await this.groups.create(connection, this.resources.read(body)), choice)
  }

  async show(connection: Connection, id: string, choice: AttributeChoice): Promise<ScimResource> {
    return this.#shown(await this.groups.find(connection, id), choice)
  }

  replace(connection: Connection, place: ChangePlace, body: unknown): Promise<ScimResource> {
    const { displayName, externalId, members } = this.resources.read(body)
    return this.change(connection, place, [
      { kind: 'displayName', value: displayName },
      { kind: 'externalId', value: externalId },
      { kind: 'removeAll' },
      { kind: 'add', members },
    ])
  }

  async change(
    connection: Connection,
    { id, version, choice }: ChangePlace,
    changes: readonly GroupChange[],
  ): Promise<ScimResource> {
    return this.#shown(await this.groups.change(connection, id, changes, version), choice)
  }

  remove(connection: Connection, id: string, version: number | undefined): Promise<void> {
    return this.groups.remove(connection, id, version)
  }

  async #shown(group: ScimGroup, choice: AttributeChoice): Promise<ScimResource> {
    return (await this.resources.show([group], choice))[0]!
  }
}
