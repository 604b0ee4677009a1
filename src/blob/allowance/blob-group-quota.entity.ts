import { Column, Entity, PrimaryColumn } from 'typeorm'

/** How much an account may store because of groups at an identity provider. */
@Entity('blob_group_quota')
export class BlobGroupQuotaEntity {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'blob_group_quota_pkey' })
  did: string

  @PrimaryColumn({ name: 'connection_id', type: 'uuid', primaryKeyConstraintName: 'blob_group_quota_pkey' })
  connectionId: string

  @Column({ name: 'quota_bytes', type: 'bigint' })
  quotaBytes: string

  @Column({ name: 'mapped_at', type: 'timestamptz' })
  mappedAt: Date
}
