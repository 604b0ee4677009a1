import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** Work on many accounts. */
@Entity('bulk_job')
@Index('bulk_job_state_idx', ['state', 'createdAt'])
export class BulkJobEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'bulk_job_pkey' })
  id: string

  /** `accounts` or `orders`. */
  @Column({ type: 'text', collation: 'C' })
  kind: string

  /** What holds for all rows: a mode, or a verb. */
  @Column({ type: 'jsonb' })
  options: unknown

  /** Whether nothing is to be changed. */
  @Column({ name: 'dry_run', type: 'boolean' })
  dryRun: boolean

  @Column({ type: 'text', nullable: true })
  reason: string | null

  @Column({ type: 'integer' })
  total: number

  /** Whoever began it, as the audit has them. */
  @Column({ type: 'jsonb' })
  agent: unknown

  /** What they could do at that time. */
  @Column({ type: 'jsonb' })
  grants: unknown

  /** `open`, `done` or `cancelled`. */
  @Column({ type: 'text', collation: 'C' })
  state: string

  @Column({ name: 'created_by', type: 'text', collation: 'C' })
  createdBy: string

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date

  @Column({ name: 'finished_at', type: 'timestamptz', nullable: true })
  finishedAt: Date | null
}
