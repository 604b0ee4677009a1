import { Injectable } from '@nestjs/common'
import { ServiceConfig } from '../../config/index.js'
import { NoSuchResource } from '../scim.errors.js'
import { SCIM_ROOT } from '../scim-root.js'
import { COUNT_MAX, listResponse } from './list-request.js'
import { ScimLibrary } from './scim-library.js'
import type { ScimResource } from './user-patch.js'

const CONFIG_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'
const TYPE_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:ResourceType'
const START = { offset: 0, limit: COUNT_MAX }

/** What this server can do for directories, and which attributes it knows. */
@Injectable()
export class ServiceDescriptions {
  readonly #base: string

  constructor(
    private readonly library: ScimLibrary,
    { publicUrl }: ServiceConfig,
  ) {
    this.#base = `${publicUrl}/${SCIM_ROOT}`
  }

  config(): ScimResource {
    return {
      schemas: [CONFIG_SCHEMA],
      patch: { supported: true },
      bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
      filter: { supported: true, maxResults: COUNT_MAX },
      changePassword: { supported: false },
      sort: { supported: false },
      etag: { supported: true },
      authenticationSchemes: [
        {
          type: 'oauthbearertoken',
          name: 'Bearer token',
          description: 'A token that an administrator has made for the connection of the directory',
          specUri: 'https://www.rfc-editor.org/info/rfc6750',
          primary: true,
        },
      ],
      meta: { resourceType: 'ServiceProviderConfig', location: `${this.#base}/ServiceProviderConfig` },
    }
  }

  async resourceTypes() {
    const types = await this.#types()
    return listResponse({ total: types.length, part: types }, START)
  }

  /** @throws {NoSuchResource} */
  async resourceType(name: string): Promise<ScimResource> {
    const found = (await this.#types()).find((type) => type.id === name)
    if (!found) throw new NoSuchResource(name)
    return found
  }

  async schemas() {
    const schemas = await this.#schemas()
    return listResponse({ total: schemas.length, part: schemas }, START)
  }

  /** @throws {NoSuchResource} */
  async schema(id: string): Promise<ScimResource> {
    const found = (await this.#schemas()).find((schema) => schema.id === id)
    if (!found) throw new NoSuchResource(id)
    return found
  }

  async #types(): Promise<ScimResource[]> {
    const { Schemas } = await this.library.load()
    const { User, Group, EnterpriseUser } = Schemas
    const extension = { schema: EnterpriseUser.definition.id, required: false }
    return [
      this.#type('User', 'Users', User.definition.id, [extension]),
      this.#type('Group', 'Groups', Group.definition.id, []),
    ]
  }

  #type(name: string, endpoint: string, schema: string, schemaExtensions: readonly object[]): ScimResource {
    return {
      schemas: [TYPE_SCHEMA],
      ...{ id: name, name, endpoint: `/${endpoint}`, schema },
      ...(schemaExtensions.length > 0 && { schemaExtensions }),
      meta: { resourceType: 'ResourceType', location: `${this.#base}/ResourceTypes/${name}` },
    }
  }

  async #schemas(): Promise<ScimResource[]> {
    const { Schemas } = await this.library.load()
    return [Schemas.User, Schemas.EnterpriseUser, Schemas.Group].map(
      ({ definition }) => definition.describe(`${this.#base}/Schemas`) as unknown as ScimResource,
    )
  }
}
