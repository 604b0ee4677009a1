import { Column, Entity, PrimaryColumn } from 'typeorm'

/** An uploaded blob. */
@Entity('blob')
export class BlobEntity {
  @PrimaryColumn({ name: 'repo_id', type: 'bigint', primaryKeyConstraintName: 'blob_pkey' })
  repoId: string

  @PrimaryColumn({ type: 'bytea', primaryKeyConstraintName: 'blob_pkey' })
  cid: Buffer

  @Column({ name: 'mime_type', type: 'text' })
  mimeType: string

  /** Bytes. */
  @Column({ type: 'bigint' })
  size: string

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt: Date

  @Column({ name: 'takedown_ref', type: 'text', nullable: true })
  takedownRef: string | null
}
