import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** Something that one person has asked for, and another one has to want as well. */
@Entity('admin_approval')
@Index('admin_approval_state_idx', ['state', 'id'])
export class ApprovalEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'admin_approval_pkey' })
  id: string

  @Column({ type: 'text', collation: 'C' })
  action: string

  @Column({ name: 'target_type', type: 'text', collation: 'C' })
  targetType: string

  @Column({ name: 'target_id', type: 'text', collation: 'C' })
  targetId: string

  /** All that is needed to do it. */
  @Column({ type: 'jsonb' })
  payload: unknown

  @Column({ type: 'text', nullable: true })
  reason: string | null

  /** The person: a DID, or `password`. */
  @Column({ name: 'requested_by', type: 'text', collation: 'C' })
  requestedBy: string

  /** The agent, as the audit has it. */
  @Column({ type: 'jsonb' })
  requester: unknown

  @Column({ name: 'requested_at', type: 'timestamptz' })
  requestedAt: Date

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt: Date

  /** `pending`, `approved` or `denied`. */
  @Column({ type: 'text', collation: 'C' })
  state: string

  @Column({ name: 'decided_by', type: 'text', collation: 'C', nullable: true })
  decidedBy: string | null

  @Column({ name: 'decided_at', type: 'timestamptz', nullable: true })
  decidedAt: Date | null

  @Column({ name: 'decision_reason', type: 'text', nullable: true })
  decisionReason: string | null
}
