import { Injectable } from '@nestjs/common'
import { type SecurityMail, SecurityMails } from '../../mail/index.js'
import { Clock, Log, requestOrigin } from '../../telemetry/index.js'
import type { Account } from '../account.js'
import { browserName } from './browser-name.js'
import { SecurityEventConfig } from './security-event.config.js'

/** What a letter is about. */
export type SecurityLetter = SecurityMail['about']

/**
 * Letters that tell owners what was done with their accounts, so that they notice when it was somebody else. They go to
 * the address that the account has, confirmed or not: whoever reads mail there can choose a new password.
 */
@Injectable()
export class SecurityLetters {
  constructor(
    private readonly mails: SecurityMails,
    private readonly config: SecurityEventConfig,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /**
   * Sends a letter, once what it tells of is committed; nobody gets one without an address, or where the operator wants
   * none. What is done is done, so a queue that is out of reach fails nothing.
   */
  async send(
    { did, handle, email }: Pick<Account, 'did' | 'handle' | 'email'>,
    about: SecurityLetter,
  ): Promise<void> {
    if (email === undefined || !this.#isWanted(about)) return
    // Where an administrator was is nothing to the owner.
    const { ip, userAgent } = (isByService(about) ? undefined : requestOrigin()) ?? {}
    const place = { ip, browser: browserName(userAgent) }
    try {
      await this.mails.send({
        to: email,
        name: handle ?? did,
        at: new Date(this.clock.nowMs()),
        place,
        about,
      })
    } catch (error) {
      this.log.error(
        { err: error, did, about: about.kind },
        'a letter about the security of an account was lost',
      )
    }
  }

  #isWanted({ kind }: SecurityLetter): boolean {
    if (kind === 'signed-in') return this.config.newDeviceMails
    if (kind === 'app-password-made') return this.config.newAppPasswordMails
    return kind !== 'app-allowed' || this.config.newAppMails
  }
}

function isByService(about: SecurityLetter): boolean {
  return about.kind === 'factors-reset' || ('byService' in about && about.byService === true)
}
