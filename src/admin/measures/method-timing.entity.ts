import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** How often a method was called in a minute, an hour or a day, and how long that took. */
@Entity('method_timing')
@Index('method_timing_age_idx', ['bucket', 'at'])
export class MethodTimingEntity {
  /** Its NSID; `*`: all of them together. */
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'method_timing_pkey' })
  method: string

  /** `minute`, `hour` or `day`. */
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'method_timing_pkey' })
  bucket: string

  @PrimaryColumn({ type: 'timestamptz', primaryKeyConstraintName: 'method_timing_pkey' })
  at: Date

  /** Calls by how long they took, in the ranges of `SECONDS`; the last ones took longer than all of these. */
  @Column({ type: 'bigint', array: true })
  counts: string[]

  @Column({ name: 'client_errors', type: 'bigint' })
  clientErrors: string

  @Column({ name: 'server_errors', type: 'bigint' })
  serverErrors: string
}
