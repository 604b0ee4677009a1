import { Column, Entity, PrimaryColumn } from 'typeorm'

/** What holds for one account in place of the settings; null where the settings hold. */
@Entity('blob_allowance')
export class BlobAllowanceEntity {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'blob_allowance_pkey' })
  did: string

  @Column({ name: 'upload_bytes_max', type: 'bigint', nullable: true })
  uploadBytesMax: string | null

  @Column({ name: 'quota_bytes', type: 'bigint', nullable: true })
  quotaBytes: string | null

  @Column({ name: 'daily_bytes', type: 'bigint', nullable: true })
  dailyBytes: string | null

  @Column({ name: 'daily_count', type: 'bigint', nullable: true })
  dailyCount: string | null

  @Column({ name: 'location_allowed', type: 'boolean', nullable: true })
  locationAllowed: boolean | null
}
