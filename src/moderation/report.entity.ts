import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm'

/** A report to moderators. */
@Entity('report')
@Index('report_state_idx', ['state', 'id'])
@Index('report_reporter_idx', ['reporter'], { where: '(reporter IS NOT NULL)' })
@Index('report_subject_idx', ['subjectDid', 'id'], { where: '(subject_did IS NOT NULL)' })
@Index('report_waiting_idx', ['id'], { where: "(forwarding = 'waiting'::text)" })
export class ReportEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'report_pkey',
  })
  id: string

  /** DID; null when the account was deleted. */
  @Column({ type: 'text', collation: 'C', nullable: true })
  reporter: string | null

  @Column({ name: 'reason_type', type: 'text', collation: 'C' })
  reasonType: string

  @Column({ name: 'subject_did', type: 'text', collation: 'C', nullable: true })
  subjectDid: string | null

  @Column({ name: 'subject_uri', type: 'text', collation: 'C', nullable: true })
  subjectUri: string | null

  /** JSON: the report as it was made. */
  @Column({ type: 'text' })
  content: string

  @Column({ type: 'text', default: 'open' })
  state: string

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date

  @Column({ name: 'resolved_at', type: 'timestamptz', nullable: true })
  resolvedAt: Date | null

  @Column({ name: 'resolved_by', type: 'text', nullable: true })
  resolvedBy: string | null

  @Column({ type: 'text', nullable: true })
  resolution: string | null

  /** The service that it is sent on to: `did#service`. */
  @Column({ name: 'forward_to', type: 'text', collation: 'C', nullable: true })
  forwardTo: string | null

  @Column({ type: 'text' })
  forwarding: string

  @Column({ name: 'forwarded_at', type: 'timestamptz', nullable: true })
  forwardedAt: Date | null

  @Column({ name: 'forward_note', type: 'text', nullable: true })
  forwardNote: string | null
}
