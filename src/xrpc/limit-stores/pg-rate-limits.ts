import { Injectable } from '@nestjs/common'
import { Database, GatheredStatements, int8Array, textArray } from '../../database/index.js'
import { Clock } from '../../telemetry/index.js'
import { type LimitState, type LimitTake, RateLimits } from '../rate-limits.js'
import { windowName } from './window-name.js'

/** $1: names in order, so that nodes do not wait for each other in a circle; $4: the present */
const TAKE = `
  INSERT INTO rate_limit_window AS present (name, taken, ends_at_ms)
  SELECT * FROM unnest($1::text[], $2::int8[], $3::int8[])
  ON CONFLICT (name) DO UPDATE
     SET taken = excluded.taken + CASE WHEN present.ends_at_ms > $4::int8 THEN present.taken ELSE 0 END,
         ends_at_ms = CASE WHEN present.ends_at_ms > $4::int8 THEN present.ends_at_ms ELSE excluded.ends_at_ms END
  RETURNING name, taken, ends_at_ms`

const REMOVE_ENDED = `
  DELETE FROM rate_limit_window
   WHERE name IN (SELECT name FROM rate_limit_window WHERE ends_at_ms <= $1::int8 LIMIT $2::int4)`

interface WindowRow {
  name: string
  taken: number
  ends_at_ms: number
}

/** Points that are taken from a window by one statement. */
interface Taken {
  cost: number
  endsMs: number
}

/**
 * Counts in PostgreSQL, for all nodes together: in a table that is not logged, as counts need not outlive a crash.
 * Calls that wait at the same time share a statement.
 */
@Injectable()
export class PgRateLimits extends RateLimits {
  readonly #gathered = new GatheredStatements<readonly LimitTake[], readonly LimitState[]>((calls) =>
    this.#take(calls),
  )

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {
    super()
  }

  override take(takes: readonly LimitTake[]): Promise<readonly LimitState[]> {
    return this.#gathered.ask(takes)
  }

  /** Forgets up to so many windows that have ended; returns how many. */
  async removeEnded(limit: number): Promise<number> {
    const { rowCount } = await this.db.query({
      name: 'rate-limits-ended',
      text: REMOVE_ENDED,
      values: [this.clock.nowMs(), limit],
    })
    return rowCount
  }

  async #take(calls: readonly (readonly LimitTake[])[]): Promise<LimitState[][]> {
    const nowMs = this.clock.nowMs()
    const windows = await this.#store(sumsOf(calls.flat(), nowMs), nowMs)
    // Each call stands where it would if the calls had come one by one: the last one took the last points.
    const states = [...calls].reverse().map((takes) =>
      [...takes].reverse().map((take): LimitState => {
        const window = windows.get(windowName(take))!
        const state = { taken: window.taken, endsMs: window.ends_at_ms }
        window.taken -= take.cost
        return state
      }),
    )
    return states.reverse().map((some) => some.reverse())
  }

  async #store(sums: ReadonlyMap<string, Taken>, nowMs: number): Promise<Map<string, WindowRow>> {
    const names = [...sums.keys()].sort()
    const taken = names.map((name) => sums.get(name)!)
    const { rows } = await this.db.query<WindowRow>({
      name: 'rate-limits-take',
      text: TAKE,
      values: [
        textArray(names),
        int8Array(taken.map(({ cost }) => cost)),
        int8Array(taken.map(({ endsMs }) => endsMs)),
        nowMs,
      ],
    })
    return new Map(rows.map((row) => [row.name, row]))
  }
}

function sumsOf(takes: readonly LimitTake[], nowMs: number): Map<string, Taken> {
  const sums = new Map<string, Taken>()
  for (const take of takes) {
    const name = windowName(take)
    const sum = sums.get(name)
    if (sum) sum.cost += take.cost
    else sums.set(name, { cost: take.cost, endsMs: nowMs + take.windowMs })
  }
  return sums
}
