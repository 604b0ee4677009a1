import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** An application that acts for an account. */
@Entity('oauth_session')
@Index('oauth_session_did_idx', ['did'])
@Index('oauth_session_expires_at_idx', ['expiresAt'])
export class OauthSessionEntity {
  /** `sid` of its access tokens. */
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'oauth_session_pkey' })
  id: string

  @Column({ type: 'text', collation: 'C' })
  did: string

  @Column({ name: 'client_id', type: 'text', collation: 'C' })
  clientId: string

  @Column({ name: 'device_id', type: 'bytea' })
  deviceId: Buffer

  /** As it was granted; permission sets are looked up again with each token. */
  @Column({ type: 'text' })
  scope: string

  /** Of the key that all its tokens are bound to. */
  @Column({ name: 'dpop_thumbprint', type: 'text', collation: 'C' })
  dpopThumbprint: string

  /** How the client proved who it is, which it has to do with the same key ever after. */
  @Column({ name: 'client_auth', type: 'jsonb' })
  clientAuth: object

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date

  @Column({ name: 'used_at', type: 'timestamptz' })
  usedAt: Date

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt: Date
}

/** What somebody has allowed an application. */
@Entity('oauth_consent')
export class OauthConsentEntity {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'oauth_consent_pkey' })
  did: string

  @PrimaryColumn({
    name: 'client_id',
    type: 'text',
    collation: 'C',
    primaryKeyConstraintName: 'oauth_consent_pkey',
  })
  clientId: string

  @Column({ type: 'text' })
  scope: string

  @Column({ name: 'given_at', type: 'timestamptz' })
  givenAt: Date
}
