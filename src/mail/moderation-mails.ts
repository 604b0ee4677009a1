import { Injectable } from '@nestjs/common'
import { Outbox } from './outbox.js'

const TAG = /<[^<>]*>/g

/** Sends what moderators write. */
@Injectable()
export class ModerationMails {
  constructor(private readonly outbox: Outbox) {}

  /** Puts a mail into the outbox. @param html as the moderator wrote it */
  async send({ to, subject, html }: { to: string; subject: string; html: string }): Promise<void> {
    await this.outbox.put({ sender: 'moderation', to, subject, html, text: html.replace(TAG, '') })
  }
}
