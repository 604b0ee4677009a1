import { Injectable } from '@nestjs/common'
import { Audit } from '../../audit/index.js'
import { type Queryable, UnitOfWork } from '../../database/index.js'
import { type RetentionRule, RetentionRules, RetentionRun } from '../../retention/index.js'
import type { Administrator } from '../access/administrator.js'
import { assertMatches } from '../api/entity-tag.js'
import { JobStart } from '../jobs/job-start.js'
import type {
  RetentionPlanDto,
  RetentionRuleDto,
  RetentionRulesDto,
  RetentionWishesDto,
} from './retention.dto.js'

/** How long which data are kept, as administrators see and say it. */
@Injectable()
export class RetentionAdmin {
  constructor(
    private readonly rules: RetentionRules,
    private readonly retention: RetentionRun,
    private readonly jobs: JobStart,
    private readonly audit: Audit,
    private readonly work: UnitOfWork,
  ) {}

  async show(on?: Queryable): Promise<RetentionRulesDto> {
    return { data: (await this.rules.all(on)).map(ruleView) }
  }

  /** @param ifMatch the ETag that was seen @throws {PreconditionFailed | UnknownDataClass | RetentionPinned} */
  change(
    { data }: RetentionWishesDto,
    ifMatch: string | undefined,
    { agent }: Administrator,
  ): Promise<RetentionRulesDto> {
    return this.work.run(async (tx) => {
      const seen = await this.show(tx)
      assertMatches(ifMatch, seen)
      for (const { dataClass, days } of data) await this.rules.set(tx, dataClass, days)
      const rules = await this.show(tx)
      const deed = { before: daysOf(seen), after: daysOf(rules) }
      await this.audit.record(tx, agent, { action: 'retention.change', ...deed })
      return rules
    })
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

function ruleView({ data, days, isPinned }: RetentionRule): RetentionRuleDto {
  const { dataClass, help, usual } = data
  return {
    ...{ dataClass, help, days, pinned: isPinned, default: usual.days },
    ...(usual.env !== undefined && { env: usual.env }),
  }
}

function daysOf({ data }: RetentionRulesDto): object {
  return Object.fromEntries(data.map(({ dataClass, days }) => [dataClass, days]))
}

function countsOf({ steps }: RetentionPlanDto): object {
  return Object.fromEntries(steps.map(({ dataClass, count }) => [dataClass, count]))
}
