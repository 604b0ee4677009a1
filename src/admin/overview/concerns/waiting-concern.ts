import { Injectable } from '@nestjs/common'
import { RegistrationStore } from '../../../sso/index.js'
import { Clock } from '../../../telemetry/index.js'
import { ApprovalStore } from '../../approvals/approval.store.js'
import type { AttentionDto } from '../overview.dto.js'
import { Concern } from './concern.js'

/** What waits for an administrator to decide. */
@Injectable()
export class WaitingConcern extends Concern {
  constructor(
    private readonly approvals: ApprovalStore,
    private readonly registrations: RegistrationStore,
    private readonly clock: Clock,
  ) {
    super()
  }

  override async attention(): Promise<AttentionDto[]> {
    const [approvals, registrations] = await Promise.all([
      this.approvals.count('pending', new Date(this.clock.nowMs())),
      this.registrations.countAwaiting(),
    ])
    return [
      ...waiting('approvals_waiting', 'Something waits for a second person.', approvals),
      ...waiting('registrations_waiting', 'People wait for their accounts to be approved.', registrations),
    ]
  }
}

function waiting(code: string, message: string, count: number): AttentionDto[] {
  return count === 0 ? [] : [{ code, severity: 'info', message, count }]
}
