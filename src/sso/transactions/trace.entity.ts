import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** What became of a sign-in, for whoever has to find out why it failed. */
@Entity('sso_trace')
@Index('sso_trace_outcome_idx', ['connectionId', 'outcome', 'id'])
@Index('sso_trace_connection_idx', ['connectionId', 'id'])
@Index('sso_trace_at_idx', ['at'])
@Index('sso_trace_subject_idx', ['connectionId', 'subject'], { where: '(subject IS NOT NULL)' })
export class TraceEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'sso_trace_pkey' })
  id: string

  @Column({ name: 'connection_id', type: 'uuid' })
  connectionId: string

  @Column({ type: 'timestamptz' })
  at: Date

  @Column({ type: 'text', collation: 'C' })
  purpose: string

  @Column({ type: 'text', collation: 'C' })
  outcome: string

  @Column({ type: 'text', collation: 'C', nullable: true })
  code: string | null

  @Column({ type: 'jsonb' })
  details: unknown

  /** Who it was at the provider, once that is known. */
  @Column({ type: 'text', collation: 'C', nullable: true })
  subject: string | null
}
