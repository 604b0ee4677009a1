import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** A token of a directory. */
@Entity('scim_token')
@Index('scim_token_secret_hash_key', ['secretHash'], { unique: true })
@Index('scim_token_former_hash_key', ['formerHash'], { unique: true, where: '(former_hash IS NOT NULL)' })
@Index('scim_token_connection_idx', ['connectionId', 'id'])
export class ScimTokenEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'scim_token_pkey' })
  id: string

  @Column({ name: 'connection_id', type: 'uuid' })
  connectionId: string

  @Column({ type: 'text' })
  name: string

  @Column({ name: 'secret_hash', type: 'bytea' })
  secretHash: Buffer

  @Column({ name: 'former_hash', type: 'bytea', nullable: true })
  formerHash: Buffer | null

  @Column({ name: 'former_until', type: 'timestamptz', nullable: true })
  formerUntil: Date | null

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
