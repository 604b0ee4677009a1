import { Injectable } from '@nestjs/common'
import { Database, type Queryable } from '../../database/index.js'
import { BackupRunStore, type RecordedRun } from './backup-run.store.js'

const KEPT = `interval '1 year'`

const ADD = `
  WITH past AS (DELETE FROM backup_run WHERE started_at < $4::timestamptz - ${KEPT})
  INSERT INTO backup_run (kind, place, backup_id, started_at, ended_at, succeeded, bytes, note)
  VALUES ($1, $2, $3, $4, $5, $6, $7::int8, $8)`

const LAST = `
  SELECT kind, place, backup_id, started_at, ended_at, succeeded, bytes, note FROM backup_run
   WHERE kind = $1 AND (succeeded OR NOT $2) ORDER BY started_at DESC LIMIT 1`

interface Row {
  kind: RecordedRun['kind']
  place: string
  backup_id: string | null
  started_at: Date
  ended_at: Date
  succeeded: boolean
  bytes: number | null
  note: string | null
}

/** Runs in the table `backup_run`. */
@Injectable()
export class PgBackupRunStore extends BackupRunStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async add(run: RecordedRun, on: Queryable = this.db): Promise<void> {
    const { kind, place, backupId, startedAt, endedAt, succeeded, bytes, note } = run
    const values = [kind, place, backupId ?? null, startedAt, endedAt, succeeded, bytes ?? null, note ?? null]
    await on.query({ text: ADD, values })
  }

  override async last(
    kind: RecordedRun['kind'],
    options?: { succeeded: true },
  ): Promise<RecordedRun | undefined> {
    const { rows } = await this.db.query<Row>({ text: LAST, values: [kind, options?.succeeded ?? false] })
    const row = rows[0]
    return (
      row && {
        ...{ kind: row.kind, place: row.place, backupId: row.backup_id ?? undefined },
        ...{ startedAt: row.started_at, endedAt: row.ended_at, succeeded: row.succeeded },
        ...{ bytes: row.bytes ?? undefined, note: row.note ?? undefined },
      }
    )
  }
}
