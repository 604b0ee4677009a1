import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'
import { MailCodes } from '../mail-codes.js'
import { SessionHolder } from '../session-holder.js'

/**
 * Links of welcome letters end with the sessions of an account: they are good for days, and whoever has chosen a password
 * in another way, or is kept out, is not to be let in by one.
 */
@Injectable()
export class FirstPasswordLinks extends SessionHolder {
  constructor(private readonly codes: MailCodes) {
    super()
  }

  override endAll(tx: Queryable, did: Did): Promise<void> {
    return this.codes.revokeOne(tx, did, 'firstPassword')
  }
}
