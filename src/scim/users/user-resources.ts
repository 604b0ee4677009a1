import { Injectable } from '@nestjs/common'
import { ServiceConfig } from '../../config/index.js'
import { asScimRefusal } from '../protocol/as-scim-refusal.js'
import { type AttributeChoice, isWanted } from '../protocol/list-request.js'
import { wholeResource } from '../protocol/patch-operations.js'
import { ScimLibrary } from '../protocol/scim-library.js'
import type { ScimResource } from '../protocol/user-patch.js'
import { InvalidScimRequest } from '../scim.errors.js'
import { SCIM_ROOT } from '../scim-root.js'
import { type ScimUser, ScimUserStore } from './scim-user.store.js'

/** What a directory says of somebody. */
export type SaidOfUser = Pick<ScimUser, 'userName' | 'externalId' | 'active' | 'attributes'>

const NAME_LENGTH_MAX = 500
const ATTRIBUTES_LENGTH_MAX = 64 * 1024

/** What is kept elsewhere, or not at all. */
const NOT_KEPT: ReadonlySet<string> = new Set(['schemas', 'id', 'meta', 'groups', 'password'])

/** People, as they go over the wire. */
@Injectable()
export class UserResources {
  constructor(
    private readonly library: ScimLibrary,
    private readonly store: ScimUserStore,
    private readonly service: ServiceConfig,
  ) {}

  /** What the body of a request says. Attributes that no schema has are passed over. @throws {InvalidScimRequest} */
  async read(body: unknown): Promise<SaidOfUser> {
    const { Schemas } = await this.library.load()
    const resource = wholeResource(body)
    try {
      return saidOf(plain(new Schemas.User({ ...resource, schemas: [] } as never, 'in')))
    } catch (error) {
      throw asScimRefusal(error)
    }
  }

  /** Somebody as a patch changes them: all that can be said. */
  whole({ userName, externalId, active, attributes }: ScimUser): ScimResource {
    return { userName, ...(externalId !== undefined && { externalId }), active, ...attributes }
  }

  /** What a resource says after a patch. @throws {InvalidScimRequest} */
  said(resource: ScimResource): SaidOfUser {
    return saidOf(resource)
  }

  /** People as directories see them. @throws {InvalidScimRequest} for attributes that cannot be named */
  async show(users: readonly ScimUser[], choice: AttributeChoice): Promise<ScimResource[]> {
    const { Resources, Schemas } = await this.library.load()
    const base = `${this.service.publicUrl}/${SCIM_ROOT}`
    const groups = isWanted('groups', choice) ? await this.store.groupsOf(users.map(({ id }) => id)) : []
    try {
      const { attributes } = new Resources.User(definedOf(choice) as never) as { attributes?: never }
      return users.map((user) => {
        const own = groups
          .filter(({ userId }) => userId === user.id)
          .map(({ id, displayName }) => ({
            value: id,
            display: displayName,
            $ref: `${base}/Groups/${id}`,
            type: 'direct',
          }))
        const { createdAt: created, updatedAt: lastModified, version } = user
        const meta = { created, lastModified, version: `W/"${version}"` }
        const data = { ...this.whole(user), id: user.id, meta, ...(own.length > 0 && { groups: own }) }
        // Which schemas it has is said whatever is wanted.
        const shown = plain(new Schemas.User(data as never, 'out', `${base}/Users`, attributes))
        return { schemas: [Schemas.User.id], ...shown }
      })
    } catch (error) {
      throw asScimRefusal(error)
    }
  }
}

function saidOf(resource: ScimResource): SaidOfUser {
  const { userName, externalId, active = true, ...more } = resource
  if (typeof userName !== 'string' || userName.trim() === '' || userName.length > NAME_LENGTH_MAX)
    throw new InvalidScimRequest('invalidValue', `userName must have 1 to ${NAME_LENGTH_MAX} characters`)
  if (externalId !== undefined && (typeof externalId !== 'string' || externalId.length > NAME_LENGTH_MAX))
    throw new InvalidScimRequest('invalidValue', `externalId has up to ${NAME_LENGTH_MAX} characters`)
  const attributes = Object.fromEntries(Object.entries(more).filter(([name]) => !NOT_KEPT.has(name)))
  const text = JSON.stringify([userName, externalId, attributes])
  // PostgreSQL has no texts with a NUL.
  if (text.includes('\\u0000') || text.length > ATTRIBUTES_LENGTH_MAX)
    throw new InvalidScimRequest('invalidValue', 'the resource is too large, or has a NUL')
  return {
    userName,
    externalId: externalId === '' ? undefined : externalId,
    active: active === true,
    attributes,
  }
}

/** As JSON: without getters and undefined parts. */
function plain(resource: unknown): ScimResource {
  return JSON.parse(JSON.stringify(resource)) as ScimResource
}

function definedOf({ attributes, excludedAttributes }: AttributeChoice) {
  return {
    ...(attributes !== undefined && { attributes }),
    ...(excludedAttributes !== undefined && { excludedAttributes }),
  }
}
