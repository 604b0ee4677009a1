import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { AccountData } from '../../account/index.js'
import type { Queryable } from '../../database/index.js'
import { LeaverStore } from '../leavers/leaver.store.js'
import { ScimUserStore } from './scim-user.store.js'

/** What directories know of accounts goes with them; the people stay in the directory. */
@Injectable()
export class DirectoryData extends AccountData {
  override readonly known = {
    directoryPeople: `SELECT connection_id, user_name, external_id, active, attributes, created_at, updated_at
                        FROM scim_user WHERE did = $1 ORDER BY created_at`,
    directoryGroups: `SELECT scim_group.connection_id, scim_group.display_name
                        FROM scim_user JOIN scim_group_member ON user_id = scim_user.id
                        JOIN scim_group ON scim_group.id = group_id WHERE did = $1 ORDER BY scim_group.display_name`,
    directoryEvents: `SELECT connection_id, at, action, outcome, name, detail FROM scim_event WHERE did = $1 ORDER BY at`,
    directoryLeaving: `SELECT connection_id, mode, at FROM scim_leaver WHERE did = $1 ORDER BY at`,
  }

  constructor(
    private readonly users: ScimUserStore,
    private readonly leavers: LeaverStore,
  ) {
    super()
  }

  override async erase(tx: Queryable, did: Did): Promise<void> {
    await this.users.unlink(tx, did)
    await this.leavers.forgetAll(tx, did)
  }
}
