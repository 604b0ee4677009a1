import { Injectable } from '@nestjs/common'
import { type AuditFindings, AuditVerification } from '../../audit/index.js'
import { LongJobs } from '../../jobs/index.js'
import type { Administrator } from '../access/administrator.js'
import { JobStart } from '../jobs/job-start.js'
import type { LongJobDto } from '../jobs/long-jobs.dto.js'
import {
  type AuditFindingsDto,
  type AuditStretchDto,
  STRETCH_MAX,
  type AuditVerificationDto,
} from './audit.dto.js'

/** That of `VerificationWork`. */
const KIND = 'audit.verify'

/** Whether the audit is as it was written: some of it at once, all of it in the background. */
@Injectable()
export class AuditCheck {
  constructor(
    private readonly verification: AuditVerification,
    private readonly jobs: LongJobs,
    private readonly start: JobStart,
  ) {}

  /** Goes through some of it, and says what came of all of it when somebody last wanted that. */
  async some({ from, limit = STRETCH_MAX }: AuditStretchDto): Promise<AuditFindingsDto> {
    const findings =
      from === undefined
        ? await this.verification.newest(limit)
        : await this.verification.stretch({ from, limit })
    const last = await this.#last()
    return { ...shown(findings), ...(last && { last }) }
  }

  /** Goes through all of it in the background. */
  all(by: Administrator): Promise<LongJobDto> {
    return this.start.start(by, { kind: KIND, input: {}, deed: { action: KIND } })
  }

  async #last(): Promise<AuditVerificationDto | undefined> {
    const [job] = await this.jobs.list({ kind: KIND, state: 'done', descending: true, limit: 1 })
    if (!job?.result || !job.endedAt) return undefined
    return { ...shown(job.result as AuditFindings), id: job.id, endedAt: job.endedAt.toISOString() }
  }
}

function shown({ problems, ...findings }: AuditFindings) {
  return { ...findings, problems: [...problems] }
}
