import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { AccountData } from '../account/index.js'
import type { Queryable } from '../database/index.js'
import { PreferenceStore } from './preference.store.js'

/** Removes the preferences of deleted accounts. */
@Injectable()
export class PreferenceData extends AccountData {
  constructor(private readonly store: PreferenceStore) {
    super()
  }

  override erase(tx: Queryable, did: Did): Promise<void> {
    return this.store.replace(tx, did, [])
  }
}
