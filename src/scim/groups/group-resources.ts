import { Injectable } from '@nestjs/common'
import { ServiceConfig } from '../../config/index.js'
import { asScimRefusal } from '../protocol/as-scim-refusal.js'
import { type AttributeChoice, isWanted } from '../protocol/list-request.js'
import { wholeResource } from '../protocol/patch-operations.js'
import { ScimLibrary } from '../protocol/scim-library.js'
import type { ScimResource } from '../protocol/user-patch.js'
import { SCIM_ROOT } from '../scim-root.js'
import { groupExternalId, groupName, memberIds } from './group-changes.js'
import { type ScimGroup, ScimGroupStore } from './scim-group.store.js'
import type { SaidOfGroup } from './scim-groups.js'

/** Groups, as they go over the wire. */
@Injectable()
export class GroupResources {
  constructor(
    private readonly library: ScimLibrary,
    private readonly store: ScimGroupStore,
    private readonly service: ServiceConfig,
  ) {}

  /** What the body of a request says. @throws {InvalidScimRequest} */
  read(body: unknown): SaidOfGroup {
    const { displayName, externalId, members } = wholeResource(body)
    return {
      displayName: groupName(displayName),
      externalId: groupExternalId(externalId),
      members: memberIds(members),
    }
  }

  /** Groups as directories see them; members are looked up where they are wanted. @throws {InvalidScimRequest} */
  async show(groups: readonly ScimGroup[], choice: AttributeChoice): Promise<ScimResource[]> {
    const { Resources, Schemas } = await this.library.load()
    const base = `${this.service.publicUrl}/${SCIM_ROOT}`
    const members = isWanted('members', choice) ? await this.store.membersOf(groups.map(({ id }) => id)) : []
    const { attributes, excludedAttributes } = choice
    try {
      const { attributes: filter } = new Resources.Group({
        ...(attributes !== undefined && { attributes }),
        ...(excludedAttributes !== undefined && { excludedAttributes }),
      } as never) as { attributes?: never }
      return groups.map((group) => {
        const { id, displayName, externalId, createdAt: created, updatedAt: lastModified, version } = group
        const meta = { created, lastModified, version: `W/"${version}"` }
        const data = { id, displayName, ...(externalId !== undefined && { externalId }), meta }
        const shown = JSON.parse(
          JSON.stringify(new Schemas.Group(data as never, 'out', `${base}/Groups`, filter)),
        ) as ScimResource
        // The library would look at each of ten thousand members by itself.
        const own = members
          .filter(({ groupId }) => groupId === id)
          .map((one) => ({
            value: one.id,
            display: one.userName,
            $ref: `${base}/Users/${one.id}`,
            type: 'User',
          }))
        return { schemas: [Schemas.Group.id], ...shown, ...(own.length > 0 && { members: own }) }
      })
    } catch (error) {
      throw asScimRefusal(error)
    }
  }
}
