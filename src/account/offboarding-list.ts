import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Database, type Queryable } from '../database/index.js'

const TO_BE_TOLD = `
  SELECT account.did, min(day.days) AS days, offboard_until AS until
    FROM account, unnest($2::int4[]) AS day (days)
   WHERE offboard_until > $1::timestamptz AND offboard_until - day.days * interval '1 day' <= $1::timestamptz
     AND (offboard_told_days IS NULL OR offboard_told_days > day.days)
   GROUP BY account.did, offboard_until ORDER BY offboard_until LIMIT $3::int4`

/** An account whose owner is to be told that it ends. */
export interface OffboardingNotice {
  readonly did: Did
  /** which of the notices: so many days before the end, at most */
  readonly days: number
  /** when it ends */
  readonly until: Date
}

/** The accounts whose owners are to leave. */
@Injectable()
export class OffboardingList {
  constructor(private readonly db: Database) {}

  /** Those who were not told yet what they are to be told so many days before the end, at most `limit`. */
  async toBeTold(now: Date, days: readonly number[], limit: number): Promise<OffboardingNotice[]> {
    const values = [now, [...days], limit]
    return (await this.db.query<OffboardingNotice>({ text: TO_BE_TOLD, values })).rows
  }

  /** Notes that a notice was given; `false` if it was before, or there is no end any more. */
  async told(tx: Queryable, { did, days }: OffboardingNotice): Promise<boolean> {
    const { rowCount } = await tx.query({
      text: `UPDATE account SET offboard_told_days = $2::int4
              WHERE did = $1 AND offboard_until IS NOT NULL
                AND (offboard_told_days IS NULL OR offboard_told_days > $2::int4)`,
      values: [did, days],
    })
    return rowCount === 1
  }
}
