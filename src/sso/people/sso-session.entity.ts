import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** That somebody has signed in with a provider in a browser, so that the provider can end it. */
@Entity('sso_session')
@Index('sso_session_sid_idx', ['connectionId', 'sid'])
@Index('sso_session_subject_idx', ['connectionId', 'subject'])
@Index('sso_session_did_idx', ['did'])
@Index('sso_session_expires_at_idx', ['expiresAt'])
export class SsoSessionEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'sso_session_pkey' })
  id: string

  @Column({ name: 'connection_id', type: 'uuid' })
  connectionId: string

  @Column({ type: 'text', collation: 'C' })
  subject: string

  @Column({ type: 'text', collation: 'C' })
  did: string

  @Column({ name: 'device_id', type: 'bytea' })
  deviceId: Buffer

  /** Session of OpenID Connect, or session index of SAML. */
  @Column({ type: 'text', collation: 'C', nullable: true })
  sid: string | null

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt: Date

  /** ID token of the provider, sealed. */
  @Column({ name: 'id_token', type: 'bytea', nullable: true })
  idToken: Buffer | null

  @Column({ name: 'id_token_kek_id', type: 'text', collation: 'C', nullable: true })
  idTokenKekId: string | null

  /** When somebody signed out here who may still do so at the provider. */
  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  endedAt: Date | null
}
