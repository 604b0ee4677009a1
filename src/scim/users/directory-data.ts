import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { AccountData } from '../../account/index.js'
import type { Queryable } from '../../database/index.js'
import { LeaverStore } from '../leavers/leaver.store.js'
import { ScimUserStore } from './scim-user.store.js'

/** What directories know of accounts goes with them; the people stay in the directory. */
@Injectable()
export class DirectoryData extends AccountData {
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
