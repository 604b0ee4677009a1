import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Addressees } from '../../account/index.js'
import { StandingMails } from '../../mail/index.js'
import { Log } from '../../telemetry/index.js'

/** Tells members that what is known of them was put together for them. Of archives of holds nobody is told. */
@Injectable()
export class ExportLetters {
  constructor(
    private readonly addressees: Addressees,
    private readonly mails: StandingMails,
    private readonly log: Log,
  ) {}

  /** The export is there, whether or not the letter goes. */
  async send(did: Did): Promise<void> {
    try {
      const addressee = await this.addressees.byDid(did)
      if (addressee) await this.mails.send({ ...addressee, about: 'export-ready' })
    } catch (error) {
      this.log.error({ err: error, did }, 'a letter about an export was lost')
    }
  }
}
