import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { AccountData } from '../../account/index.js'
import type { Queryable } from '../../database/index.js'
import { PasskeyStore } from './passkey.store.js'
import { RecoveryCodes } from './recovery-codes.js'
import { TotpStore } from './totp.store.js'

/** The factors of an account go with it. */
@Injectable()
export class FactorData extends AccountData {
  constructor(
    private readonly totp: TotpStore,
    private readonly passkeys: PasskeyStore,
    private readonly recoveryCodes: RecoveryCodes,
  ) {
    super()
  }

  override async erase(tx: Queryable, did: Did): Promise<void> {
    await this.totp.remove(tx, did)
    await this.passkeys.removeOf(tx, did)
    await this.recoveryCodes.remove(tx, did)
  }
}
