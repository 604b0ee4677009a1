import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** All that is known of an account in one sealed file. */
@Entity('account_archive')
@Index('account_archive_kind_idx', ['kind', 'id'])
@Index('account_archive_did_idx', ['did'])
@Index('account_archive_hold_idx', ['holdId'], { where: '(hold_id IS NOT NULL)' })
@Index('account_archive_expires_at_idx', ['expiresAt'], { where: '(object_key IS NOT NULL)' })
@Index('account_archive_object_key_key', ['objectKey'], { unique: true, where: '(object_key IS NOT NULL)' })
export class ArchiveEntity {
  /** That of the long job which makes it. */
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'account_archive_pkey' })
  id: string

  @Column({ type: 'text', collation: 'C' })
  did: string

  /** `export` or `hold`. */
  @Column({ type: 'text', collation: 'C' })
  kind: string

  @Column({ name: 'hold_id', type: 'uuid', nullable: true })
  holdId: string | null

  /** Which parts are in it. */
  @Column({ type: 'jsonb' })
  include: unknown

  @Column({ name: 'requested_by', type: 'text', collation: 'C' })
  requestedBy: string

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date

  @Column({ name: 'made_at', type: 'timestamptz', nullable: true })
  madeAt: Date | null

  /** Until when it can be had. */
  @Column({ name: 'expires_at', type: 'timestamptz', nullable: true })
  expiresAt: Date | null

  @Column({ name: 'downloaded_at', type: 'timestamptz', nullable: true })
  downloadedAt: Date | null

  /** Where the store of blobs has it; null before it was made, and when it is gone. */
  @Column({ name: 'object_key', type: 'text', collation: 'C', nullable: true })
  objectKey: string | null

  /** Sealed, in bytes. */
  @Column({ type: 'bigint', nullable: true })
  size: string | null

  /** The key that it is sealed with. */
  @Column({ type: 'bytea', nullable: true })
  wrapped: Buffer | null

  @Column({ name: 'kek_id', type: 'text', collation: 'C', nullable: true })
  kekId: string | null
}
