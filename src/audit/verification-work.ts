import { Injectable } from '@nestjs/common'
import { LongWork, type WorkRun } from '../jobs/index.js'
import { AuditVerification } from './audit-verification.js'

/** Goes through all of the audit, however much that is. */
@Injectable()
export class VerificationWork extends LongWork {
  override readonly kind = 'audit.verify'
  override readonly unit = 'entries'

  constructor(private readonly verification: AuditVerification) {
    super()
  }

  override run(_input: unknown, run: WorkRun): Promise<object> {
    return this.verification.run(run)
  }
}
