import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm'

/** An entry of the local PLC directory. */
@Entity('plc_operation')
@Unique('plc_operation_seq_key', ['seq'])
@Index('plc_operation_created_at_idx', ['createdAt'])
export class PlcOperationEntity {
  /** Order of arrival. */
  @Column({ type: 'bigint', generated: 'identity', generatedIdentity: 'ALWAYS' })
  seq: string

  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'plc_operation_pkey' })
  did: string

  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'plc_operation_pkey' })
  cid: string

  @Column({ type: 'jsonb' })
  operation: unknown

  @Column({ type: 'boolean', default: false })
  nullified: boolean

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt: Date
}
