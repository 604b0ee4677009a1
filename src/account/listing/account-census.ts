import { Injectable } from '@nestjs/common'
import { Database } from '../../database/index.js'
import { Clock } from '../../telemetry/index.js'

const LATELY_MS = 7 * 24 * 60 * 60 * 1000

/** Counting goes through all accounts: what was counted is told again for so long. */
const KEPT_MS = 10_000

const COUNT = `
  SELECT count(*) AS total,
         count(*) FILTER (WHERE status = 'active' AND locked_at IS NULL) AS active,
         count(*) FILTER (WHERE locked_at IS NOT NULL) AS locked,
         count(*) FILTER (WHERE status = 'deactivated') AS deactivated,
         count(*) FILTER (WHERE status = 'suspended') AS suspended,
         count(*) FILTER (WHERE status = 'takendown') AS takendown,
         count(*) FILTER (WHERE created_at >= $1::timestamptz) AS "createdLately"
    FROM account`

/** How many accounts there are. */
export interface AccountCounts {
  readonly total: number
  /** public, and not locked */
  readonly active: number
  readonly locked: number
  readonly deactivated: number
  readonly suspended: number
  readonly takendown: number
  /** made within the last seven days */
  readonly createdLately: number
}

/** Counts the accounts. */
@Injectable()
export class AccountCensus {
  #last: { readonly atMs: number; readonly counts: Promise<AccountCounts> } | undefined

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** How many there are, as of a few seconds ago. */
  take(): Promise<AccountCounts> {
    const nowMs = this.clock.nowMs()
    if (this.#last && nowMs - this.#last.atMs < KEPT_MS) return this.#last.counts
    const counts = this.#count(nowMs)
    this.#last = { atMs: nowMs, counts }
    counts.catch(() => (this.#last = undefined))
    return counts
  }

  async #count(nowMs: number): Promise<AccountCounts> {
    const { rows } = await this.db.query<AccountCounts>({
      text: COUNT,
      values: [new Date(nowMs - LATELY_MS)],
    })
    return rows[0]!
  }
}
