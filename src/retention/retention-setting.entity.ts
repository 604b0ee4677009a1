import { Column, Entity, PrimaryColumn } from 'typeorm'

/** How long administrators want a class of data to be kept. */
@Entity('retention_setting')
export class RetentionSettingEntity {
  @PrimaryColumn({
    name: 'data_class',
    type: 'text',
    collation: 'C',
    primaryKeyConstraintName: 'retention_setting_pkey',
  })
  dataClass: string

  /** 0: for ever. */
  @Column({ type: 'integer' })
  days: number

  @Column({ name: 'changed_at', type: 'timestamptz' })
  changedAt: Date
}
