import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** A move to here that an administrator has invited somebody to. */
@Entity('guided_move')
@Index('guided_move_state_idx', ['state', 'id'])
@Index('guided_move_token_hash_key', ['tokenHash'], { unique: true })
@Index('guided_move_did_key', ['did'], {
  unique: true,
  where: `(state = ANY (ARRAY['invited'::text, 'underWay'::text, 'waiting'::text, 'failed'::text]))`,
})
@Index('guided_move_changed_at_idx', ['changedAt'])
export class GuidedMoveEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'guided_move_pkey' })
  id: string

  @Column({ type: 'text', collation: 'C' })
  did: string

  @Column({ type: 'text' })
  origin: string

  @Column({ name: 'old_handle', type: 'text', nullable: true })
  oldHandle: string | null

  @Column({ name: 'new_handle', type: 'text', nullable: true })
  newHandle: string | null

  @Column({ type: 'text', nullable: true })
  email: string | null

  @Column({ type: 'text', collation: 'C' })
  language: string

  @Column({ name: 'invite_code', type: 'text', collation: 'C' })
  inviteCode: string

  /** SHA-256 */
  @Column({ name: 'token_hash', type: 'bytea' })
  tokenHash: Buffer

  /** the browser in which the link was opened */
  @Column({ name: 'device_id', type: 'bytea', nullable: true })
  deviceId: Buffer | null

  @Column({ type: 'text', collation: 'C' })
  state: string

  @Column({ type: 'text', collation: 'C', nullable: true })
  wish: string | null

  @Column({ type: 'text', nullable: true })
  problem: string | null

  @Column({ name: 'job_id', type: 'uuid', nullable: true })
  jobId: string | null

  @Column({ type: 'jsonb', nullable: true })
  passage: object | null

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt: Date

  @Column({ name: 'changed_at', type: 'timestamptz' })
  changedAt: Date
}

/** What a move needs to be signed in, sealed. */
@Entity('guided_move_secret')
export class GuidedMoveSecretEntity {
  /** that of the move */
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'guided_move_secret_pkey' })
  id: string

  @Column({ type: 'bytea' })
  wrapped: Buffer

  @Column({ name: 'kek_id', type: 'text', collation: 'C' })
  kekId: string
}
