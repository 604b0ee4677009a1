import { Injectable } from '@nestjs/common'
import { type Tx, UnitOfWork } from '../database/index.js'
import { RetainedData, type UsualRetention } from '../jobs/index.js'
import { Clock } from '../telemetry/index.js'
import { AuditCheckpoints } from './audit-checkpoints.js'
import { AuditRelease } from './audit-release.js'
import { AuditConfig } from './audit.config.js'

/** Entries deleted by one transaction. */
const BATCH = 5_000

/**
 * Lets entries go whose time is over. They go as far as a checkpoint, and that it was us is signed: what is left can be
 * verified from there on.
 */
@Injectable()
export class AuditRetention extends RetainedData {
  override readonly dataClass = 'audit'
  override readonly help =
    'What administrators did. It goes as far as a signed checkpoint, and never before all sinks have it, nor while an account is held.'
  override readonly usual: UsualRetention

  constructor(
    private readonly release: AuditRelease,
    private readonly signing: AuditCheckpoints,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    { retentionDays, retentionDaysMin: daysMin }: AuditConfig,
  ) {
    super()
    this.usual = { days: retentionDays, env: 'PDS_AUDIT_RETENTION_DAYS', daysMin }
  }

  override async count(before: Date): Promise<number> {
    const end = await this.release.end(before)
    return end ? this.work.run((tx) => entriesUntil(tx, end.seq)) : 0
  }

  override async remove(before: Date): Promise<number> {
    const end = await this.release.end(before)
    if (!end) return 0
    const at = new Date(this.clock.nowMs())
    await this.work.run(async (tx) => {
      await this.signing.sign(tx, { kind: 'start', seq: end.seq, hash: end.hash, at })
    })
    let total = 0
    for (let gone = BATCH; gone === BATCH; total += gone) {
      gone = await this.work.run((tx) => removeUntil(tx, end.seq))
    }
    await this.work.run((tx) => this.release.forget(tx, end.seq))
    return total
  }
}

async function entriesUntil(tx: Tx, seq: number): Promise<number> {
  const { rows } = await tx.query<{ count: number }>({
    text: 'SELECT count(*) AS count FROM audit_entry WHERE seq <= $1::int8',
    values: [seq],
  })
  return rows[0]!.count
}

async function removeUntil(tx: Tx, seq: number): Promise<number> {
  // Only this lets the database delete entries. Somebody may have been held since the end was looked for.
  await tx.query({ text: `SET LOCAL guildhall.audit_retention = 'on'` })
  const { rowCount } = await tx.query({
    text: `DELETE FROM audit_entry WHERE seq IN (
             SELECT seq FROM audit_entry WHERE seq <= $1::int8 ORDER BY seq LIMIT $2::int4)
             AND NOT EXISTS (SELECT FROM repo WHERE is_held)`,
    values: [seq, BATCH],
  })
  return rowCount
}
