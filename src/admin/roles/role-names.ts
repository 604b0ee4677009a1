import { Injectable } from '@nestjs/common'
import { type HeldRole, isRoleId, ROLE_IDS, ROLES } from '../../roles/index.js'
import { CustomRoleStore } from './custom-role.store.js'

/** Finds roles by what people call them. */
@Injectable()
export class RoleNames {
  constructor(private readonly customs: CustomRoleStore) {}

  /** The role of an id or a name, in letters of any size; undefined if there is none, or several have the name. */
  async find(text: string): Promise<HeldRole | undefined> {
    const wanted = text.trim().toLowerCase()
    if (isRoleId(wanted)) return { role: wanted }
    const customs = await this.customs.list()
    const known = customs.find(({ id }) => id === wanted)
    if (known) return { role: known.id, custom: known }
    const held = [
      ...ROLE_IDS.map((id) => ({ name: ROLES[id].name, role: id, custom: undefined })),
      ...customs.map((custom) => ({ name: custom.name, role: custom.id, custom })),
    ]
    const [found, other] = held.filter(({ name }) => name.toLowerCase() === wanted)
    return found && !other ? { role: found.role, custom: found.custom } : undefined
  }
}
