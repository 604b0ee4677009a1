import { Injectable } from '@nestjs/common'
import { Addressees } from '../../account/index.js'
import { type Alarm, AlarmMails } from '../../mail/index.js'
import { OWNER } from '../../roles/index.js'
import { Log } from '../../telemetry/index.js'
import { AssignmentStore } from '../roles/assignment.store.js'

/** Owners who are written to at most. */
const OWNERS_MAX = 50

/** Writes to the owners of the service. */
@Injectable()
export class OwnerPost {
  constructor(
    private readonly assignments: AssignmentStore,
    private readonly addressees: Addressees,
    private readonly mails: AlarmMails,
    private readonly log: Log,
  ) {}

  /** Fails nothing: whatever is told of has happened. */
  async tell(about: Alarm): Promise<void> {
    try {
      await this.send(about)
    } catch (error) {
      this.log.error({ err: error, kind: about.kind }, 'Owners could not be written to')
    }
  }

  async send(about: Alarm): Promise<void> {
    const slice = { descending: false, limit: OWNERS_MAX, after: undefined }
    const owners = await this.assignments.list({ role: OWNER.id }, slice)
    for (const did of new Set(owners.map((one) => one.did))) {
      const addressee = await this.addressees.byDid(did)
      if (addressee) await this.mails.send(addressee, about)
    }
  }
}
