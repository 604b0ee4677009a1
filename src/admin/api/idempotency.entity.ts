import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** What was answered to a request that may be sent again. */
@Entity('admin_idempotency')
@Index('admin_idempotency_created_at_idx', ['createdAt'])
export class IdempotencyEntity {
  /** SHA-256 of who has sent it and of their key. */
  @PrimaryColumn({ type: 'bytea', primaryKeyConstraintName: 'admin_idempotency_pkey' })
  key: Buffer

  @Column({ name: 'request_hash', type: 'bytea' })
  requestHash: Buffer

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date

  /** null: not answered yet */
  @Column({ type: 'integer', nullable: true })
  status: number | null

  /** Encrypted: an answer may have a secret in it. */
  @Column({ type: 'bytea', nullable: true })
  answer: Buffer | null
}
