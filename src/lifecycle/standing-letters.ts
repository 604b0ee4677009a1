import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { type Account, type AccountChange, Addressees } from '../account/index.js'
import type { Queryable } from '../database/index.js'
import { type Mail, StandingMails } from '../mail/index.js'
import { Log } from '../telemetry/index.js'
import { LifecycleConfig } from './lifecycle.config.js'
import { standingMatter } from './standing-matter.js'
import type { Order, StateCommand } from './state-command.js'

/**
 * Letters that tell owners what others have made of their accounts. They are kept in the transaction of what they tell:
 * none is lost, and none tells what was not done. One that cannot be written hinders nothing.
 */
@Injectable()
export class StandingLetters {
  constructor(
    private readonly addressees: Addressees,
    private readonly mails: StandingMails,
    private readonly config: LifecycleConfig,
    private readonly log: Log,
  ) {}

  /** Keeps a letter about a command that is obeyed, in its transaction. @param account as it will be */
  async keep(
    tx: Queryable,
    account: Account,
    command: StateCommand['kind'],
    { change, by }: { readonly change: AccountChange; readonly by: Order },
  ): Promise<void> {
    const about = standingMatter(command, change, by.actor)
    if (about === undefined || by.letter?.tell === false) return
    if ((about === 'locked' || about === 'unlocked') && !this.config.tellsLocks) return
    const letter = await this.#bravely(account.did, async () => {
      const addressee = await this.addressees.of(account)
      return addressee && this.mails.written({ ...addressee, about, text: by.letter?.text })
    })
    if (letter) await this.mails.sendWritten(letter, tx)
  }

  /** The last letter about an account, written while it is there; undefined if nobody is told. */
  async farewell(did: Did, by: Order): Promise<Mail | undefined> {
    if (by.letter?.tell === false) return undefined
    return this.#bravely(did, async () => {
      const addressee = await this.addressees.byDid(did)
      return addressee && this.mails.written({ ...addressee, about: 'deleted', text: by.letter?.text })
    })
  }

  /** Keeps it in the transaction with which the account goes. */
  async keepFarewell(tx: Queryable, letter: Mail | undefined): Promise<void> {
    if (letter) await this.mails.sendWritten(letter, tx)
  }

  async #bravely<T>(did: Did, step: () => Promise<T>): Promise<T | undefined> {
    try {
      return await step()
    } catch (error) {
      this.log.error(
        { err: error, did },
        'there was trouble with a letter about what has become of an account',
      )
      return undefined
    }
  }
}
