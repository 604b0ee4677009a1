import { Injectable } from '@nestjs/common'
import { Contributions } from '../contributions/index.js'
import { Environment } from '../config/index.js'
import { Database, type Queryable } from '../database/index.js'
import { RetainedData } from '../jobs/index.js'
import { Clock } from '../telemetry/index.js'
import { RetentionPinned, RetentionTooShort, UnknownDataClass } from './retention.errors.js'

/** How long a class of data is kept. */
export interface RetentionRule {
  readonly data: RetainedData
  /** 0: for ever */
  readonly days: number
  /** whether the environment says so */
  readonly isPinned: boolean
}

/** How long which data are kept: as the environment says, else as administrators say, else as usual. */
@Injectable()
export class RetentionRules {
  constructor(
    private readonly contributions: Contributions,
    private readonly environment: Environment,
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** The rules for all classes, in the order of their names. */
  async all(on: Queryable = this.db): Promise<RetentionRule[]> {
    const { rows } = await on.query<{ data_class: string; days: number }>({
      text: 'SELECT data_class, days FROM retention_setting',
    })
    const wanted = new Map(rows.map(({ data_class: name, days }) => [name, days]))
    return this.#classes().map((data) => {
      const { days, env, daysMin = 0 } = data.usual
      const isPinned = env !== undefined && this.environment.read(env) !== undefined
      const said = wanted.get(data.dataClass)
      if (isPinned || said === undefined) return { data, isPinned, days }
      // The least may have been raised since.
      return { data, isPinned, days: said === 0 ? 0 : Math.max(said, daysMin) }
    })
  }

  /** Says how many days a class is kept, for ever with 0. @throws {UnknownDataClass | RetentionPinned | RetentionTooShort} */
  async set(tx: Queryable, dataClass: string, days: number): Promise<void> {
    const rule = await this.assertMay(dataClass, days, tx)
    if (rule.days === days) return
    await tx.query({
      text: `INSERT INTO retention_setting (data_class, days, changed_at) VALUES ($1, $2, $3)
             ON CONFLICT (data_class) DO UPDATE SET days = excluded.days, changed_at = excluded.changed_at`,
      values: [dataClass, days, new Date(this.clock.nowMs())],
    })
  }

  /** The rule for a class, if it may be kept so long. @throws {UnknownDataClass | RetentionPinned | RetentionTooShort} */
  async assertMay(dataClass: string, days: number, on?: Queryable): Promise<RetentionRule> {
    const rule = (await this.all(on)).find(({ data }) => data.dataClass === dataClass)
    if (!rule) throw new UnknownDataClass(dataClass)
    if (rule.days === days) return rule
    const { env, daysMin = 0 } = rule.data.usual
    if (rule.isPinned) throw new RetentionPinned(env!)
    if (days > 0 && days < daysMin) throw new RetentionTooShort(dataClass, daysMin)
    return rule
  }

  #classes(): RetainedData[] {
    return this.contributions.of(RetainedData).toSorted((a, b) => (a.dataClass < b.dataClass ? -1 : 1))
  }
}
