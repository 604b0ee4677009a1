import { Injectable } from '@nestjs/common'
import { Database } from '../database/index.js'

/** Days of long ago are forgotten with the first sign-up of another. */
const TAKE = `
  WITH gone AS (DELETE FROM sign_up_day WHERE day < $1::date - 30)
  INSERT INTO sign_up_day (day, count) VALUES ($1::date, 1)
  ON CONFLICT (day) DO UPDATE SET count = sign_up_day.count + 1 WHERE sign_up_day.count < $2::int4`

/** Sign-ups of each day in the table `sign_up_day`, of all nodes. Days are of UTC: `2026-01-31`. */
@Injectable()
export class SignUpDayStore {
  constructor(private readonly db: Database) {}

  /** Counts a sign-up, unless there were as many; says whether it was counted. @param limit 1 or more */
  async take(day: string, limit: number): Promise<boolean> {
    const { rowCount } = await this.db.query({ text: TAKE, values: [day, limit] })
    return rowCount === 1
  }

  /** Counts one less: nothing has come of it. */
  async giveBack(day: string): Promise<void> {
    await this.db.query({
      text: 'UPDATE sign_up_day SET count = greatest(count - 1, 0) WHERE day = $1::date',
      values: [day],
    })
  }

  async countOn(day: string): Promise<number> {
    const { rows } = await this.db.query<{ count: number }>({
      text: 'SELECT count FROM sign_up_day WHERE day = $1::date',
      values: [day],
    })
    return rows[0]?.count ?? 0
  }
}
