import { Column, Entity, PrimaryColumn } from 'typeorm'

/** How a task of housekeeping went, the last time. */
@Entity('housekeeping_run')
export class HousekeepingRunEntity {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'housekeeping_run_pkey' })
  task: string

  @Column({ name: 'started_at', type: 'timestamptz' })
  startedAt: Date

  @Column({ name: 'ended_at', type: 'timestamptz' })
  endedAt: Date

  /** Null: it went well. */
  @Column({ type: 'text', nullable: true })
  failure: string | null
}
