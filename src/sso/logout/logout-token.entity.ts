import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** A logout token that was used, as long as it could be used again. */
@Entity('sso_logout_token')
@Index('sso_logout_token_expires_at_idx', ['expiresAt'])
export class LogoutTokenEntity {
  @PrimaryColumn({ name: 'connection_id', type: 'uuid', primaryKeyConstraintName: 'sso_logout_token_pkey' })
  connectionId: string

  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'sso_logout_token_pkey' })
  jti: string

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt: Date
}
