import { Injectable } from '@nestjs/common'
import { Addressees, OffboardingList, type OffboardingNotice } from '../account/index.js'
import { UnitOfWork } from '../database/index.js'
import { HousekeepingTask, inBatches } from '../jobs/index.js'
import { LeavingMails } from '../mail/index.js'
import { Clock } from '../telemetry/index.js'

const HOUR_MS = 60 * 60 * 1000

/** Accounts looked for at a time. */
const BATCH = 100

/** How many days before the end those who leave are told of it; the first time at once, where there are fewer. */
const NOTICE_DAYS = [30, 7, 1]

/** Tells those who have left the organization when their accounts end. */
@Injectable()
export class OffboardingNotices extends HousekeepingTask {
  override readonly name = 'notices to those who have left'
  override readonly everyMs = HOUR_MS

  constructor(
    private readonly list: OffboardingList,
    private readonly addressees: Addressees,
    private readonly mails: LeavingMails,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {
    super()
  }

  /** Gives the notices that are due; returns how many. */
  override async run(): Promise<number> {
    const now = new Date(this.clock.nowMs())
    return inBatches(BATCH, async (limit) => {
      const due = await this.list.toBeTold(now, NOTICE_DAYS, limit)
      for (const notice of due) await this.#tell(notice, now)
      return due.length
    })
  }

  /** One that cannot be kept is not noted either, and is given the next time. */
  async #tell(notice: OffboardingNotice, now: Date): Promise<void> {
    await this.work.run(async (tx) => {
      if (!(await this.list.told(tx, notice))) return
      const addressee = await this.addressees.byDid(notice.did)
      if (addressee) await this.mails.send({ ...addressee, now, until: notice.until }, tx)
    })
  }
}
