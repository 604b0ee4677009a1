import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** Somebody who is to get an account. */
@Entity('pending_registration')
@Index('pending_registration_subject_key', ['connectionId', 'subject'], { unique: true })
@Index('pending_registration_handle_key', ['handle'], { unique: true, where: '(handle IS NOT NULL)' })
@Index('pending_registration_expires_at_idx', ['expiresAt'])
@Index('pending_registration_awaiting_idx', ['id'], { where: "(status = 'awaiting'::text)" })
export class PendingRegistrationEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'pending_registration_pkey' })
  id: string

  @Column({ name: 'connection_id', type: 'uuid' })
  connectionId: string

  @Column({ type: 'text', collation: 'C' })
  subject: string

  @Column({ type: 'jsonb' })
  claims: unknown

  @Column({ type: 'text', collation: 'C' })
  status: string

  @Column({ type: 'text', collation: 'C', nullable: true })
  handle: string | null

  @Column({ name: 'handle_until', type: 'timestamptz', nullable: true })
  handleUntil: Date | null

  @Column({ name: 'terms_version', type: 'text', nullable: true })
  termsVersion: string | null

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt: Date
}
