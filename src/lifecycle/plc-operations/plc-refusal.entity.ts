import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** Why the last operation on an identity was not taken; there is none once the directory has taken one. */
@Entity('plc_refusal')
@Index('plc_refusal_at_idx', ['at'])
export class PlcRefusalEntity {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'plc_refusal_pkey' })
  did: string

  /** What the operation does: `create`, `change` or `end`. */
  @Column({ type: 'text', collation: 'C' })
  kind: string

  /** Of the directory's answer; null when there was none. */
  @Column({ type: 'integer', nullable: true })
  status: number | null

  /** What the directory said, or what kept it from answering; null when it gave no reason. */
  @Column({ type: 'text', nullable: true })
  message: string | null

  @Column({ type: 'timestamptz' })
  at: Date
}
