import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { AccountData, KNOWN_ELSEWHERE } from '../account/index.js'
import type { Queryable } from '../database/index.js'
import { NamespaceStore } from './namespace.store.js'
import { PreferenceStore } from './preference.store.js'

/** Removes the preferences of deleted accounts. */
@Injectable()
export class PreferenceData extends AccountData {
  override readonly known = KNOWN_ELSEWHERE

  constructor(
    private readonly store: PreferenceStore,
    private readonly namespaces: NamespaceStore,
  ) {
    super()
  }

  override async erase(tx: Queryable, did: Did): Promise<void> {
    await this.store.replace(tx, did, [])
    await this.namespaces.clear(tx, did)
  }
}
