import { Injectable } from '@nestjs/common'
import { LeaverAlarm, type LeaversAlarm } from '../../scim/index.js'
import { OwnerPost } from './owner-post.js'

/** Writes to the owners of the service when more people than usual were to leave. */
@Injectable()
export class OwnerLetters extends LeaverAlarm {
  constructor(private readonly post: OwnerPost) {
    super()
  }

  override raise({ connectionId, connectionName, left }: LeaversAlarm): Promise<void> {
    return this.post.send(`Nobody can leave ${connectionName} just now`, [
      `${left} people of the connection ${connectionName} were deactivated within minutes, and more were to follow. That looks like a mistake at the identity provider, so that nobody else is deactivated until an administrator decides.`,
      `If it was meant, let it go on in the administration, or with POST /admin/v1/sso/connections/${connectionId}/resume-leavers. If it was not, put the people back into the application at the provider first: their accounts are unlocked by that.`,
    ])
  }
}
