import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** A token of the administration. */
@Entity('admin_token')
@Index('admin_token_secret_hash_key', ['secretHash'], { unique: true })
@Index('admin_token_former_hash_key', ['formerHash'], { unique: true, where: '(former_hash IS NOT NULL)' })
@Index('admin_token_expires_at_idx', ['expiresAt'], { where: '(revoked_at IS NULL)' })
export class TokenEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'admin_token_pkey' })
  id: string

  @Column({ type: 'text' })
  name: string

  /** SHA-256 of the token. */
  @Column({ name: 'secret_hash', type: 'bytea' })
  secretHash: Buffer

  /** That of the one before, as long as it is good. */
  @Column({ name: 'former_hash', type: 'bytea', nullable: true })
  formerHash: Buffer | null

  @Column({ name: 'former_until', type: 'timestamptz', nullable: true })
  formerUntil: Date | null

  @Column({ type: 'jsonb' })
  permissions: string[]

  /** Of handles: it is for accounts below it only; null: as far as its maker reaches. */
  @Column({ type: 'text', collation: 'C', nullable: true })
  domain: string | null

  @Column({ name: 'ip_allow', type: 'jsonb' })
  ipAllow: string[]

  /** DID; null: the holder of the password. */
  @Column({ name: 'created_by', type: 'text', collation: 'C', nullable: true })
  createdBy: string | null

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt: Date

  @Column({ name: 'revoked_at', type: 'timestamptz', nullable: true })
  revokedAt: Date | null

  @Column({ name: 'used_at', type: 'timestamptz', nullable: true })
  usedAt: Date | null

  @Column({ name: 'used_ip', type: 'text', nullable: true })
  usedIp: string | null
}
