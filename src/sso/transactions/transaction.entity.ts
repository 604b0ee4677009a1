import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** A sign-in that is under way at an identity provider. */
@Entity('sso_transaction')
@Index('sso_transaction_state_hash_key', ['stateHash'], { unique: true })
@Index('sso_transaction_expires_at_idx', ['expiresAt'])
export class TransactionEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'sso_transaction_pkey' })
  id: string

  @Column({ name: 'connection_id', type: 'uuid' })
  connectionId: string

  @Column({ name: 'device_id', type: 'bytea' })
  deviceId: Buffer

  @Column({ type: 'text', collation: 'C' })
  purpose: string

  /** A path on this server. */
  @Column({ type: 'text' })
  back: string

  /** The only account that will do. */
  @Column({ type: 'text', collation: 'C', nullable: true })
  did: string | null

  @Column({ name: 'login_hint', type: 'text', nullable: true })
  loginHint: string | null

  /** SHA-256. */
  @Column({ name: 'state_hash', type: 'bytea' })
  stateHash: Buffer

  @Column({ name: 'request_id', type: 'text', collation: 'C', nullable: true })
  requestId: string | null

  /** Whether the provider must ask anew who it is. */
  @Column({ name: 'is_forced', type: 'boolean', default: false })
  isForced: boolean

  @Column({ name: 'started_at', type: 'timestamptz' })
  startedAt: Date

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt: Date

  @Column({ name: 'used_at', type: 'timestamptz', nullable: true })
  usedAt: Date | null

  /** What the provider has said, until it is settled what becomes of it. */
  @Column({ type: 'jsonb', nullable: true })
  claims: unknown

  @Column({ name: 'finished_at', type: 'timestamptz', nullable: true })
  finishedAt: Date | null

  /** ID token of the provider, sealed. */
  @Column({ name: 'id_token', type: 'bytea', nullable: true })
  idToken: Buffer | null

  @Column({ name: 'id_token_kek_id', type: 'text', collation: 'C', nullable: true })
  idTokenKekId: string | null
}
