import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { ModerationMails } from '../mail/index.js'
import { NoEmail, UnknownAccount } from './account.errors.js'
import { Accounts } from './accounts.js'

/** Letters from moderators to the owners of accounts. */
@Injectable()
export class ModeratorLetters {
  constructor(
    private readonly accounts: Accounts,
    private readonly mails: ModerationMails,
  ) {}

  /** @throws {UnknownAccount | NoEmail} if nothing can be sent */
  async assertReachable(recipient: Did): Promise<void> {
    await this.#addressOf(recipient)
  }

  /** Sends a letter. @throws {UnknownAccount | NoEmail} */
  async send(recipient: Did, subject: string, html: string): Promise<void> {
    await this.mails.send({ to: await this.#addressOf(recipient), subject, html })
  }

  async #addressOf(recipient: Did): Promise<string> {
    const account = await this.accounts.byDid(recipient)
    if (!account) throw new UnknownAccount('InvalidRequest', 'Recipient not found')
    if (account.email === undefined) throw new NoEmail()
    return account.email
  }
}
