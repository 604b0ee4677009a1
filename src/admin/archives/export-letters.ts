import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Addressees } from '../../account/index.js'
import { type Queryable, UnitOfWork } from '../../database/index.js'
import { StandingMails } from '../../mail/index.js'

/** Tells members that what is known of them was put together for them. Of archives of holds nobody is told. */
@Injectable()
export class ExportLetters {
  constructor(
    private readonly addressees: Addressees,
    private readonly mails: StandingMails,
    private readonly work: UnitOfWork,
  ) {}

  /**
   * Notes that an archive was made, and has the letter go with that.
   * @param whom who is told; undefined: nobody
   * @param note returns `false` if it was made before
   */
  made(whom: Did | undefined, note: (tx: Queryable) => Promise<boolean>): Promise<boolean> {
    return this.work.run(async (tx) => {
      if (!(await note(tx))) return false
      const addressee = whom && (await this.addressees.byDid(whom))
      if (addressee) await this.mails.send({ ...addressee, about: 'export-ready' }, tx)
      return true
    })
  }
}
