import { Column, Entity, PrimaryColumn } from 'typeorm'

/** A window of a rate limit, counted by all nodes. */
@Entity('rate_limit_window')
export class RateLimitWindowEntity {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'rate_limit_window_pkey' })
  name: string

  @Column({ type: 'bigint' })
  taken: number

  @Column({ name: 'ends_at_ms', type: 'bigint' })
  endsAtMs: number
}
