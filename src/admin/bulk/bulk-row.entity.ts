import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** One account of the work on many. */
@Entity('bulk_row')
@Index('bulk_row_handle_idx', ['jobId', 'handle'], { unique: true, where: '(handle IS NOT NULL)' })
@Index('bulk_row_outcome_idx', ['jobId', 'outcome', 'number'], { where: '(outcome IS NOT NULL)' })
@Index('bulk_row_open_idx', ['jobId', 'number'], { where: `(state <> 'done'::text)` })
export class BulkRowEntity {
  @PrimaryColumn({ name: 'job_id', type: 'uuid', primaryKeyConstraintName: 'bulk_row_pkey' })
  jobId: string

  /** From 1, in the order of the file. */
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'bulk_row_pkey' })
  number: number

  @Column({ type: 'jsonb' })
  input: unknown

  /** `waiting`; `made`: the account is there, and has no role or letter yet; `done`. */
  @Column({ type: 'text', collation: 'C' })
  state: string

  @Column({ type: 'text', collation: 'C', nullable: true })
  outcome: string | null

  @Column({ type: 'text', collation: 'C', nullable: true })
  did: string | null

  @Column({ type: 'text', nullable: true })
  detail: string | null

  /** One that was made for a row of a file without one. */
  @Column({ type: 'text', collation: 'C', nullable: true })
  handle: string | null
}
