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
  override readonly letsIn = true
  override readonly known = {
    passkeys: `SELECT id, name, transports, synced, created_at, last_used_at FROM passkey WHERE did = $1 ORDER BY created_at`,
    authenticatorApps: `SELECT begun_at, confirmed_at FROM totp_factor WHERE did = $1`,
    recoveryCodes: `SELECT count(*)::int4 AS left FROM recovery_code WHERE did = $1`,
    trustedBrowsers: `SELECT until FROM trusted_browser WHERE did = $1 ORDER BY until`,
  }

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
