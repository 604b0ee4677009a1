import { Column, Entity, PrimaryColumn } from 'typeorm'

/** What an account has uploaded on the last day (UTC) it uploaded anything. */
@Entity('blob_upload_day')
export class BlobUploadDayEntity {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'blob_upload_day_pkey' })
  did: string

  @Column({ type: 'date' })
  day: string

  @Column({ type: 'bigint' })
  bytes: string

  @Column({ type: 'bigint' })
  count: string
}
