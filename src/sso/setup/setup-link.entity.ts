import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** A link by which somebody without an account fills in a connection. */
@Entity('sso_setup_link')
@Index('sso_setup_link_token_hash_key', ['tokenHash'], { unique: true })
@Index('sso_setup_link_expires_at_idx', ['expiresAt'])
export class SetupLinkEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'sso_setup_link_pkey' })
  id: string

  /** of the connection that comes of it; there is none before something was saved */
  @Column({ name: 'connection_id', type: 'uuid' })
  connectionId: string

  @Column({ type: 'text' })
  name: string

  @Column({ type: 'text', collation: 'C' })
  kind: string

  /** SHA-256 */
  @Column({ name: 'token_hash', type: 'bytea' })
  tokenHash: Buffer

  /** the browser in which it was opened */
  @Column({ name: 'device_id', type: 'bytea', nullable: true })
  deviceId: Buffer | null

  /** how often something was saved */
  @Column({ type: 'integer', default: 0 })
  saves: number

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt: Date

  @Column({ name: 'opened_at', type: 'timestamptz', nullable: true })
  openedAt: Date | null

  @Column({ name: 'submitted_at', type: 'timestamptz', nullable: true })
  submittedAt: Date | null

  @Column({ name: 'revoked_at', type: 'timestamptz', nullable: true })
  revokedAt: Date | null
}
