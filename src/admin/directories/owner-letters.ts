import { Injectable } from '@nestjs/common'
import { Accounts } from '../../account/index.js'
import { AlarmMails } from '../../mail/index.js'
import { OWNER } from '../../roles/index.js'
import { LeaverAlarm, type LeaversAlarm } from '../../scim/index.js'
import { AssignmentStore } from '../roles/assignment.store.js'

/** Owners who are written to at most. */
const OWNERS_MAX = 50

/** Writes to the owners of the service when more people than usual were to leave. */
@Injectable()
export class OwnerLetters extends LeaverAlarm {
  constructor(
    private readonly assignments: AssignmentStore,
    private readonly accounts: Accounts,
    private readonly mails: AlarmMails,
  ) {
    super()
  }

  override async raise({ connectionId, connectionName, left }: LeaversAlarm): Promise<void> {
    const slice = { descending: false, limit: OWNERS_MAX, after: undefined }
    const owners = await this.assignments.list({ role: OWNER.id }, slice)
    for (const did of new Set(owners.map((one) => one.did))) {
      const account = await this.accounts.byDid(did)
      if (account?.email === undefined) continue
      await this.mails.send({
        to: account.email,
        name: account.handle ?? did,
        subject: `Nobody can leave ${connectionName} just now`,
        what: [
          `${left} people of the connection ${connectionName} were deactivated within minutes, and more were to follow. That looks like a mistake at the identity provider, so that nobody else is deactivated until an administrator decides.`,
          `If it was meant, let it go on in the administration, or with POST /admin/v1/sso/connections/${connectionId}/resume-leavers. If it was not, put the people back into the application at the provider first: their accounts are unlocked by that.`,
        ],
      })
    }
  }
}
