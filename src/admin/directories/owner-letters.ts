import { Injectable } from '@nestjs/common'
import { LeaverAlarm, type LeaversAlarm } from '../../scim/index.js'
import { OwnerPost } from '../mail/owner-post.js'

/** Writes to the owners of the service when more people than usual were to leave. */
@Injectable()
export class OwnerLetters extends LeaverAlarm {
  constructor(private readonly post: OwnerPost) {
    super()
  }

  override raise({ connectionId, connectionName, left }: LeaversAlarm): Promise<void> {
    return this.post.send({ kind: 'leavers-stopped', connectionId, connectionName, left })
  }
}
