import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import type { Account, FactorKind } from '../../account/index.js'
import { Passkeys } from './passkeys.js'
import { TotpCodes } from './totp-codes.js'

/** Knows what accounts want besides a password. */
@Injectable()
export class FactorDemands {
  constructor(
    private readonly totp: TotpCodes,
    private readonly passkeys: Passkeys,
  ) {}

  /** Any one of these is enough; none is needed if there is none. A code by mail is for those who have nothing better. */
  async of({
    did,
    emailAuthFactor,
  }: Pick<Account, 'did' | 'emailAuthFactor'>): Promise<readonly FactorKind[]> {
    const own = await this.#own(did)
    if (own.length > 0) return [...own, 'recovery-code']
    return emailAuthFactor ? ['email'] : []
  }

  async #own(did: Did): Promise<readonly FactorKind[]> {
    const [totp, passkeys] = await Promise.all([this.totp.find(did), this.passkeys.list(did)])
    return [...(totp ? ['totp' as const] : []), ...(passkeys.length > 0 ? ['passkey' as const] : [])]
  }
}
