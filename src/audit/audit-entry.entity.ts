import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** A deed of an administrator. */
@Entity('audit_entry')
@Index('audit_entry_at_idx', ['at', 'seq'])
@Index('audit_entry_action_idx', ['action', 'seq'])
@Index('audit_entry_actor_idx', ['actorId', 'seq'])
@Index('audit_entry_actor_type_idx', ['actorType', 'seq'])
// By whom a token was made, which is within a text.
@Index('audit_entry_behalf_idx', { synchronize: false })
@Index('audit_entry_target_idx', ['targetId', 'seq'])
@Index('audit_entry_outcome_idx', ['outcome', 'seq'])
@Index('audit_entry_request_idx', ['requestId', 'seq'])
export class AuditEntryEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'audit_entry_pkey' })
  seq: string

  @Column({ type: 'timestamptz', precision: 3 })
  at: Date

  @Column({ type: 'text', collation: 'C' })
  action: string

  @Column({ type: 'text', collation: 'C' })
  outcome: string

  @Column({ name: 'actor_type', type: 'text', collation: 'C' })
  actorType: string

  @Column({ name: 'actor_id', type: 'text', collation: 'C', nullable: true })
  actorId: string | null

  @Column({ name: 'actor_more', type: 'text' })
  actorMore: string

  @Column({ name: 'target_type', type: 'text', collation: 'C', nullable: true })
  targetType: string | null

  @Column({ name: 'target_id', type: 'text', collation: 'C', nullable: true })
  targetId: string | null

  @Column({ name: 'request_id', type: 'text', collation: 'C', nullable: true })
  requestId: string | null

  @Column({ type: 'text', nullable: true })
  reason: string | null

  @Column({ type: 'text', nullable: true })
  before: string | null

  @Column({ type: 'text', nullable: true })
  after: string | null

  @Column({ name: 'previous_hash', type: 'bytea' })
  previousHash: Buffer

  @Column({ type: 'bytea' })
  hash: Buffer
}

/** Where the chain ends: one row. */
@Entity('audit_head')
@Check('audit_head_id_check', '(id = 1)')
export class AuditHeadEntity {
  @PrimaryColumn({ type: 'smallint', default: 1, primaryKeyConstraintName: 'audit_head_pkey' })
  id: number

  @Column({ type: 'bigint' })
  seq: string

  @Column({ type: 'bytea' })
  hash: Buffer
}

/** A key that signs checkpoints. */
@Entity('audit_key')
export class AuditKeyEntity {
  @PrimaryColumn({ name: 'key_id', type: 'text', collation: 'C', primaryKeyConstraintName: 'audit_key_pkey' })
  keyId: string

  @Column({ type: 'bytea' })
  wrapped: Buffer

  @Column({ name: 'kek_id', type: 'text', collation: 'C' })
  kekId: string

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date
}

/** A signed statement of where the chain was, or from where on it is kept. */
@Entity('audit_checkpoint')
export class AuditCheckpointEntity {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'audit_checkpoint_pkey' })
  kind: string

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'audit_checkpoint_pkey' })
  seq: string

  @Column({ type: 'bytea' })
  hash: Buffer

  @Column({ type: 'timestamptz', precision: 3 })
  at: Date

  @Column({ name: 'key_id', type: 'text', collation: 'C' })
  keyId: string

  @Column({ type: 'bytea' })
  signature: Buffer
}
