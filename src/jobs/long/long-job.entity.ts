import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** Long work that was asked for. */
@Entity('long_job')
@Index('long_job_kind_idx', ['kind', 'id'])
@Index('long_job_state_idx', ['state', 'id'])
@Index('long_job_ended_idx', ['endedAt'], { where: '(ended_at IS NOT NULL)' })
export class LongJobEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'long_job_pkey' })
  id: string

  @Column({ type: 'text', collation: 'C' })
  kind: string

  @Column({ type: 'text', collation: 'C' })
  state: string

  @Column({ type: 'jsonb' })
  input: object

  @Column({ name: 'requested_by', type: 'text', nullable: true })
  requestedBy: string | null

  @Column({ type: 'bigint', default: 0 })
  done: string

  @Column({ type: 'bigint', nullable: true })
  total: string | null

  @Column({ type: 'text' })
  unit: string

  @Column({ type: 'jsonb', nullable: true })
  result: object | null

  @Column({ type: 'text', nullable: true })
  failure: string | null

  @Column({ type: 'integer', default: 0 })
  attempts: number

  @Column({ name: 'cancel_wanted', type: 'boolean', default: false })
  cancelWanted: boolean

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date

  @Column({ name: 'started_at', type: 'timestamptz', nullable: true })
  startedAt: Date | null

  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  endedAt: Date | null
}

/** A line of the log of long work. */
@Entity('long_job_line')
export class LongJobLineEntity {
  @PrimaryColumn({ name: 'job_id', type: 'uuid', primaryKeyConstraintName: 'long_job_line_pkey' })
  jobId: string

  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'long_job_line_pkey' })
  no: number

  @Column({ type: 'timestamptz' })
  at: Date

  @Column({ type: 'text' })
  text: string
}
