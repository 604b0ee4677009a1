import { Injectable } from '@nestjs/common'
import { Accounts } from '../../account/index.js'
import { AlarmMails } from '../../mail/index.js'
import { OWNER } from '../../roles/index.js'
import { AssignmentStore } from '../roles/assignment.store.js'

/** Owners who are written to at most. */
const OWNERS_MAX = 50

/** Writes to the owners of the service. */
@Injectable()
export class OwnerPost {
  constructor(
    private readonly assignments: AssignmentStore,
    private readonly accounts: Accounts,
    private readonly mails: AlarmMails,
  ) {}

  /** @param what has happened and what to do, in paragraphs */
  async send(subject: string, what: readonly string[]): Promise<void> {
    const slice = { descending: false, limit: OWNERS_MAX, after: undefined }
    const owners = await this.assignments.list({ role: OWNER.id }, slice)
    for (const did of new Set(owners.map((one) => one.did))) {
      const account = await this.accounts.byDid(did)
      if (account?.email === undefined) continue
      await this.mails.send({ to: account.email, name: account.handle ?? did, subject, what })
    }
  }
}
