import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Where a code stands, but for the time: whether it has expired is looked at in each row. */
const STAGE = `CASE WHEN disabled THEN 'revoked' WHEN uses >= available_uses THEN 'used' ELSE 'open' END`

const STATEMENTS = [
  `CREATE INDEX legal_hold_open_idx ON legal_hold (id) WHERE released_at IS NULL`,
  `CREATE INDEX account_archive_kind_idx ON account_archive (kind, id)`,
  `CREATE INDEX bulk_job_created_by_idx ON bulk_job (created_by, id)`,
  `CREATE INDEX bulk_row_outcome_idx ON bulk_row (job_id, outcome, number) WHERE outcome IS NOT NULL`,
  `CREATE INDEX webhook_delivery_state_idx ON webhook_delivery (webhook_id, state, id)`,
  `CREATE INDEX webhook_delivery_type_idx ON webhook_delivery (webhook_id, type, id)`,
  `CREATE INDEX scim_event_outcome_idx ON scim_event (outcome, id)`,
  `CREATE INDEX scim_event_connection_outcome_idx ON scim_event (connection_id, outcome, id)`,
  `CREATE INDEX sso_trace_outcome_idx ON sso_trace (connection_id, outcome, id)`,
  `CREATE INDEX guided_move_state_idx ON guided_move (state, id)`,
  `CREATE INDEX blob_takendown_idx ON blob (repo_id, cid) WHERE takedown_ref IS NOT NULL`,
  /* The release before adds uses and knows nothing of the column. */
  `ALTER TABLE invite_code ADD COLUMN uses integer NOT NULL DEFAULT 0`,
  `CREATE FUNCTION invite_code_used() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     UPDATE invite_code SET uses = uses + 1 WHERE code = NEW.code;
     RETURN NULL;
   END
   $$`,
  `CREATE TRIGGER invite_code_used AFTER INSERT ON invite_code_use
     FOR EACH ROW EXECUTE FUNCTION invite_code_used()`,
  `UPDATE invite_code SET uses = used.uses
     FROM (SELECT code, count(*) AS uses FROM invite_code_use GROUP BY code) AS used
    WHERE used.code = invite_code.code`,
  `CREATE INDEX invite_code_stage_idx ON invite_code ((${STAGE}), created_at, id)`,
]

/** Indexes for whatever administrators narrow lists by; how often invite codes were used stands with them. */
export class ListIndexes0000000000057 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
