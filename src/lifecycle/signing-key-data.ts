import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { AccountData } from '../account/index.js'
import type { Queryable } from '../database/index.js'
import { SigningKeys } from '../identity/index.js'

/** Removes the signing keys of deleted accounts. */
@Injectable()
export class SigningKeyData extends AccountData {
  constructor(private readonly keys: SigningKeys) {
    super()
  }

  override erase(tx: Queryable, did: Did): Promise<void> {
    return this.keys.remove(tx, did)
  }
}
