import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** Work on many accounts: what there is besides the long job of the same id. */
@Entity('bulk_job')
@Index('bulk_job_created_by_idx', ['createdBy', 'id'])
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

  /** Whoever began it, or has it done again, as the audit has them. */
  @Column({ type: 'jsonb' })
  agent: unknown

  /** What they could do at that time. */
  @Column({ type: 'jsonb' })
  grants: unknown

  @Column({ name: 'created_by', type: 'text', collation: 'C' })
  createdBy: string

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date
}
