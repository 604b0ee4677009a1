import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** Something that the authorization server keeps for a while: a pushed request, an interaction, a code, a grant. */
@Entity('oauth_model')
@Index('oauth_model_grant_id_idx', ['grantId'])
@Index('oauth_model_expires_at_idx', ['expiresAt'])
export class OauthModelEntity {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'oauth_model_pkey' })
  kind: string

  /** SHA-256 of its id, which may be a secret. */
  @PrimaryColumn({ type: 'bytea', primaryKeyConstraintName: 'oauth_model_pkey' })
  id: Buffer

  @Column({ name: 'grant_id', type: 'text', collation: 'C', nullable: true })
  grantId: string | null

  /** The browser that a pushed request belongs to. */
  @Column({ name: 'device_id', type: 'bytea', nullable: true })
  deviceId: Buffer | null

  @Column({ type: 'jsonb' })
  payload: object

  @Column({ name: 'consumed_at', type: 'timestamptz', nullable: true })
  consumedAt: Date | null

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt: Date
}
