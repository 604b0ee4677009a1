import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** An uploaded blob. */
@Entity('blob')
@Index('blob_takendown_idx', ['repoId', 'cid'], { where: '(takedown_ref IS NOT NULL)' })
@Index('blob_object_key_key', ['objectKey'], { unique: true })
@Index('blob_expires_at_idx', ['expiresAt'], { where: '(expires_at IS NOT NULL)' })
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

  /** Where the store has the bytes. */
  @Column({ name: 'object_key', type: 'text', collation: 'C' })
  objectKey: string

  /** Until when it is kept although no record refers to it; null while one does. */
  @Column({ name: 'expires_at', type: 'timestamptz', nullable: true })
  expiresAt: Date | null
}
