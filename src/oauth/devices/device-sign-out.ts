import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { SessionHolder } from '../../account/index.js'
import type { Queryable } from '../../database/index.js'
import { DeviceStore } from './device.store.js'

/** Signs accounts out of all browsers when their sessions have to end. */
@Injectable()
export class DeviceSignOut extends SessionHolder {
  constructor(private readonly store: DeviceStore) {
    super()
  }

  override endAll(tx: Queryable, did: Did): Promise<void> {
    return this.store.signOut(tx, did)
  }
}
