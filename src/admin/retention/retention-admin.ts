import { Injectable } from '@nestjs/common'
import { RetentionRules, RetentionRun } from '../../retention/index.js'
import type { Administrator } from '../access/administrator.js'
import { JobStart } from '../jobs/job-start.js'
import type { RetentionPlanDto, RetentionRulesDto } from './retention.dto.js'
import { rulesView } from './retention-views.js'

/** How long which data are kept, as administrators see it; what is over goes when they say so. */
@Injectable()
export class RetentionAdmin {
  constructor(
    private readonly rules: RetentionRules,
    private readonly retention: RetentionRun,
    private readonly jobs: JobStart,
  ) {}

  async show(): Promise<RetentionRulesDto> {
    return rulesView(await this.rules.all())
  }

  /** What would go now. */
  async plan(): Promise<RetentionPlanDto> {
    const steps = await this.retention.plan()
    return { steps: steps.map(({ before, ...step }) => ({ ...step, before: before.toISOString() })) }
  }

  /** Lets it go in the background. */
  async begin(by: Administrator): Promise<RetentionPlanDto> {
    const plan = await this.plan()
    const deed = { action: 'retention.run', after: countsOf(plan) }
    const { id } = await this.jobs.start(by, { kind: 'retention.run', input: {}, deed })
    return { id, ...plan }
  }
}

function countsOf({ steps }: RetentionPlanDto): object {
  return Object.fromEntries(steps.map(({ dataClass, count }) => [dataClass, count]))
}
