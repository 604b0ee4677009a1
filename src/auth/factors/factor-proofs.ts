import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { type Account, type Attempt, InvalidCode, Lockout } from '../../account/index.js'
import { FactorNotes } from './factor-notes.js'
import { InvalidPasskey } from './factors.errors.js'
import { Passkeys } from './passkeys.js'
import { RecoveryCodes } from './recovery-codes.js'
import { TotpCodes } from './totp-codes.js'

/** Proofs of a second factor. Codes that are wrong again and again make their sender wait, wherever they come from. */
@Injectable()
export class FactorProofs {
  constructor(
    private readonly totp: TotpCodes,
    private readonly recoveryCodes: RecoveryCodes,
    private readonly passkeys: Passkeys,
    private readonly lockout: Lockout,
    private readonly notes: FactorNotes,
  ) {}

  /** Whether something that was typed is a recovery code, by its looks. */
  isRecoveryCode(code: string | undefined): boolean {
    return code !== undefined && this.recoveryCodes.looksLike(code)
  }

  /**
   * Takes a code of an app, or a recovery code, which are told apart by how they look.
   * @param ip of the client
   * @returns which of the two it was
   * @throws {InvalidCode | TooManyFailures}
   */
  async byCode(account: Account, code: string, ip: string): Promise<'totp' | 'recovery-code'> {
    const { did } = account
    if (this.isRecoveryCode(code)) return this.#byRecoveryCode(account, code, ip)
    const isRight = await this.#attempt({ of: 'code', name: did, ip }, async () =>
      (await this.totp.use(did, code.replace(/\s/g, ''))) ? true : undefined,
    )
    return isRight ? 'totp' : this.#refuse(did, 'totp')
  }

  /**
   * Takes a passkey of an account.
   * @param response of the browser, as JSON
   * @throws {InvalidPasskey}
   */
  async byPasskey({ did }: Account, response: string, deviceId: Uint8Array): Promise<'passkey'> {
    try {
      await this.passkeys.prove(response, { kind: 'factor', deviceId, did })
      return 'passkey'
    } catch (error) {
      if (error instanceof InvalidPasskey) await this.notes.failed(did, 'passkey')
      throw error
    }
  }

  async #byRecoveryCode(account: Account, code: string, ip: string): Promise<'recovery-code'> {
    const { did } = account
    const attempt = { of: 'recovery code', name: did, ip } as const
    const left = await this.#attempt(attempt, () => this.recoveryCodes.use(did, code))
    if (left === undefined) return this.#refuse(did, 'recovery-code')
    await this.notes.recovered(account, left)
    return 'recovery-code'
  }

  /**
   * The account is not named to the lockout: whoever knows the password has made their network known by it, and must not
   * go on guessing from one network after the other. Recovery codes, which nobody guesses, are counted by themselves.
   */
  #attempt<T>(attempt: Omit<Attempt, 'did'>, prove: () => Promise<T | undefined>): Promise<T | undefined> {
    return this.lockout.attempt(attempt, prove)
  }

  async #refuse(did: Did, factor: 'totp' | 'recovery-code'): Promise<never> {
    await this.notes.failed(did, factor)
    throw new InvalidCode()
  }
}
