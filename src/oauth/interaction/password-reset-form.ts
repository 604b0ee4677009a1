import { Injectable } from '@nestjs/common'
import { InvalidCode, PasswordChanges } from '../../account/index.js'
import type { FormOutcome } from './interaction.js'

type Fields = Readonly<Record<string, string | undefined>>

/** A new password for one that was forgotten: first a code is sent, then it is used. */
@Injectable()
export class PasswordResetForm {
  constructor(private readonly passwords: PasswordChanges) {}

  /** @throws {Refusal} */
  async take({ identifier, code, password }: Fields): Promise<FormOutcome> {
    if (password === undefined) {
      // Whether there is such an account is not told.
      await this.passwords.requestReset((identifier ?? '').trim().toLowerCase())
      return { kind: 'show', typed: { step: 'confirm', fields: { identifier } } }
    }
    if (!code) throw new InvalidCode()
    await this.passwords.reset(code.trim(), password)
    return { kind: 'show', typed: { step: 'done' } }
  }

  /** The first password, by the code of a link. @throws {Refusal} */
  async takeFirst({ password = '' }: Fields, code = ''): Promise<FormOutcome> {
    await this.passwords.chooseFirst(code, password)
    return { kind: 'show', typed: { step: 'begun' } }
  }
}
