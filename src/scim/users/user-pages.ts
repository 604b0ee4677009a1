import { Injectable } from '@nestjs/common'
import type { Connection } from '../../sso/index.js'
import { FilterReading } from '../protocol/filter-reading.js'
import { type AttributeChoice, attributeChoice, listRequest, listResponse } from '../protocol/list-request.js'
import type { PatchOperation } from '../protocol/patch-operations.js'
import { type ScimResource, UserPatch } from '../protocol/user-patch.js'
import { type ScimUser, ScimUserStore } from './scim-user.store.js'
import { ScimUsers } from './scim-users.js'
import { UserResources } from './user-resources.js'

/** What is changed, in which version, and what is shown of it. */
export interface ChangePlace {
  readonly id: string
  readonly version: number | undefined
  readonly choice: AttributeChoice
}

/** What directories ask about people, and what they are answered. */
@Injectable()
export class UserPages {
  constructor(
    private readonly users: ScimUsers,
    private readonly resources: UserResources,
    private readonly patches: UserPatch,
    private readonly store: ScimUserStore,
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
    const said = await this.resources.read(body)
    return this.#shown(await this.users.create(connection, said), choice)
  }

  async show(connection: Connection, id: string, choice: AttributeChoice): Promise<ScimResource> {
    return this.#shown(await this.users.find(connection, id), choice)
  }

  async replace(
    connection: Connection,
    { id, version, choice }: ChangePlace,
    body: unknown,
  ): Promise<ScimResource> {
    const said = await this.resources.read(body)
    const changed = await this.users.change(connection, id, () => Promise.resolve(said), version)
    return this.#shown(changed, choice)
  }

  async patch(
    connection: Connection,
    { id, version, choice }: ChangePlace,
    operations: readonly PatchOperation[],
  ): Promise<ScimResource> {
    const change = async (user: ScimUser) =>
      this.resources.said(await this.patches.apply(this.resources.whole(user), operations))
    return this.#shown(await this.users.change(connection, id, change, version), choice)
  }

  remove(connection: Connection, id: string, version: number | undefined): Promise<void> {
    return this.users.remove(connection, id, version)
  }

  async #shown(user: ScimUser, choice: AttributeChoice): Promise<ScimResource> {
    return (await this.resources.show([user], choice))[0]!
  }
}
