import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { AccountData } from '../account/index.js'
import type { Queryable } from '../database/index.js'
import { ReservedKeys, SigningKeys } from '../identity/index.js'

/** Removes the signing keys of deleted accounts, and those that were to become theirs. */
@Injectable()
export class SigningKeyData extends AccountData {
  override readonly known = {
    signingKeys: `SELECT did_key, created_at FROM signing_key WHERE did = $1`,
    reservedSigningKeys: `SELECT did_key, created_at, expires_at, taken_at FROM reserved_signing_key WHERE did = $1`,
  }

  constructor(
    private readonly keys: SigningKeys,
    private readonly reserved: ReservedKeys,
  ) {
    super()
  }

  override async erase(tx: Queryable, did: Did): Promise<void> {
    await this.keys.remove(tx, did)
    await this.reserved.abandon(tx, did)
  }
}
