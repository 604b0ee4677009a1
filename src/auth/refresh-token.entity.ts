import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** A session that may be continued. */
@Entity('refresh_token')
@Index('refresh_token_did_idx', ['did'])
@Index('refresh_token_expires_at_idx', ['expiresAt'])
export class RefreshTokenEntity {
  /** SHA-256 of the token id: the table holds nothing that signs anybody in. */
  @PrimaryColumn({ type: 'bytea', primaryKeyConstraintName: 'refresh_token_pkey' })
  id: Buffer

  @Column({ type: 'text', collation: 'C' })
  did: string

  /** The session that this token continues; null for tokens of before there were such ids. */
  @Column({ name: 'session_id', type: 'text', collation: 'C', nullable: true })
  sessionId: string | null

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt: Date

  /** When its successor was first given out. */
  @Column({ name: 'rotated_at', type: 'timestamptz', nullable: true })
  rotatedAt: Date | null

  @Column({ name: 'app_password_name', type: 'text', collation: 'C', nullable: true })
  appPasswordName: string | null

  /** When the session began; null where that is the creation of this token. */
  @Column({ name: 'opened_at', type: 'timestamptz', nullable: true })
  openedAt: Date | null

  /** From where it was last continued. */
  @Column({ type: 'text', nullable: true })
  ip: string | null

  @Column({ name: 'user_agent', type: 'text', nullable: true })
  userAgent: string | null

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt: Date
}
