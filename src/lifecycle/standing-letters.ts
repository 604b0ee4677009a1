import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { type Account, type AccountChange, Addressees } from '../account/index.js'
import { type StandingMail, StandingMails } from '../mail/index.js'
import { Log } from '../telemetry/index.js'
import { LifecycleConfig } from './lifecycle.config.js'
import { standingMatter } from './standing-matter.js'
import type { Order, StateCommand } from './state-command.js'

/**
 * Letters that tell owners what others have made of their accounts. What is done is done: one that cannot be put into the
 * outbox fails nothing.
 */
@Injectable()
export class StandingLetters {
  constructor(
    private readonly addressees: Addressees,
    private readonly mails: StandingMails,
    private readonly config: LifecycleConfig,
    private readonly log: Log,
  ) {}

  /** Tells the owner of a command that was obeyed, once it is committed. */
  async tell(
    account: Account,
    command: StateCommand['kind'],
    change: AccountChange,
    by: Order,
  ): Promise<void> {
    const about = standingMatter(command, change, by.actor)
    if (about === undefined || by.letter?.tell === false) return
    if ((about === 'locked' || about === 'unlocked') && !this.config.tellsLocks) return
    await this.#bravely(account.did, async () => {
      const addressee = await this.addressees.of(account)
      if (addressee) await this.mails.send({ ...addressee, about, text: by.letter?.text })
    })
  }

  /** The last letter about an account, made while it is there; undefined if nobody is told. */
  async farewell(did: Did, by: Order): Promise<StandingMail | undefined> {
    if (by.letter?.tell === false) return undefined
    const addressee = await this.addressees.byDid(did)
    return addressee && { ...addressee, about: 'deleted', text: by.letter?.text }
  }

  /** Sends it, once the account is gone. */
  async sendFarewell(did: Did, letter: StandingMail | undefined): Promise<void> {
    if (letter) await this.#bravely(did, () => this.mails.send(letter))
  }

  async #bravely(did: Did, send: () => Promise<void>): Promise<void> {
    try {
      await send()
    } catch (error) {
      this.log.error({ err: error, did }, 'a letter about what has become of an account was lost')
    }
  }
}
