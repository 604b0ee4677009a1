import { Injectable } from '@nestjs/common'
import { Database } from '../../database/index.js'
import { PlcListener, type PlcOutcome } from '../../identity/index.js'
import { Clock } from '../../telemetry/index.js'

const KEEP = `
  INSERT INTO plc_refusal (did, kind, status, message, at) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (did) DO UPDATE
     SET kind = excluded.kind, status = excluded.status, message = excluded.message, at = excluded.at`

/** Keeps why operations were not taken, until the directory takes one on the same identity: in the table `plc_refusal`. */
@Injectable()
export class PlcRefusals extends PlcListener {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {
    super()
  }

  override async heard({ did, kind, refusal }: PlcOutcome): Promise<void> {
    if (!refusal) {
      await this.db.query({ text: 'DELETE FROM plc_refusal WHERE did = $1', values: [did] })
      return
    }
    const { status, message } = refusal
    const values = [did, kind, status ?? null, message ?? null, new Date(this.clock.nowMs())]
    await this.db.query({ text: KEEP, values })
  }

  /** Forgets what is older; returns how many went, at most `limit`. */
  async removeBefore(time: Date, limit: number): Promise<number> {
    const { rowCount } = await this.db.query({
      text: 'DELETE FROM plc_refusal WHERE did IN (SELECT did FROM plc_refusal WHERE at < $1 LIMIT $2::int4)',
      values: [time, limit],
    })
    return rowCount
  }
}
