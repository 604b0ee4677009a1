import { Injectable } from '@nestjs/common'
import type { Queryable } from '../../database/index.js'
import { type SecurityMail, SecurityMails } from '../../mail/index.js'
import { Clock, Log, requestOrigin } from '../../telemetry/index.js'
import type { Account } from '../account.js'
import { Addressees } from '../addressees.js'
import { browserName } from './browser-name.js'
import { SecurityEventConfig } from './security-event.config.js'

/** Whom a letter is for. */
export type LetterOwner = Pick<Account, 'did' | 'handle' | 'email' | 'language'>

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
    private readonly addressees: Addressees,
    private readonly config: SecurityEventConfig,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /**
   * Sends a letter; nobody gets one without an address, or where the operator wants none. One that cannot be written fails
   * nothing, nor does a queue that is out of reach.
   * @param tx the transaction of what it tells, with which it is kept; without one, that is done already
   */
  async send(account: LetterOwner, about: SecurityLetter, tx?: Queryable): Promise<void> {
    if (!this.#isWanted(about)) return
    const mail = await this.#bravely(account, about, () => this.#written(account, about))
    if (!mail) return
    if (tx) await this.mails.send(mail, tx)
    else await this.#bravely(account, about, () => this.mails.send(mail))
  }

  async #written(account: LetterOwner, about: SecurityLetter): Promise<SecurityMail | undefined> {
    // Where an administrator was is nothing to the owner.
    const { ip, userAgent } = (isByService(about) ? undefined : requestOrigin()) ?? {}
    const place = { ip, browser: browserName(userAgent) }
    // Not in the language of the request: it may be somebody else's.
    const addressee = await this.addressees.of(account)
    return addressee && { ...addressee, at: new Date(this.clock.nowMs()), place, about }
  }

  async #bravely<T>(
    { did }: LetterOwner,
    { kind: about }: SecurityLetter,
    step: () => Promise<T>,
  ): Promise<T | undefined> {
    try {
      return await step()
    } catch (error) {
      this.log.error({ err: error, did, about }, 'a letter about the security of an account was lost')
      return undefined
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
