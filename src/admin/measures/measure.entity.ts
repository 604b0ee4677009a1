import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** What was measured in a minute, an hour or a day. */
@Entity('admin_measure')
@Index('admin_measure_age_idx', ['bucket', 'at'])
export class MeasureEntity {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'admin_measure_pkey' })
  key: string

  /** `minute`, `hour` or `day`. */
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'admin_measure_pkey' })
  bucket: string

  @PrimaryColumn({ type: 'timestamptz', primaryKeyConstraintName: 'admin_measure_pkey' })
  at: Date

  /** The sum of all samples. */
  @Column({ type: 'double precision' })
  value: number

  @Column({ type: 'integer' })
  samples: number
}
