import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** A browser in which somebody has signed in, or was about to. */
@Entity('oauth_device')
@Index('oauth_device_seen_at_idx', ['seenAt'])
export class DeviceEntity {
  /** SHA-256 of its cookie. */
  @PrimaryColumn({ type: 'bytea', primaryKeyConstraintName: 'oauth_device_pkey' })
  id: Buffer

  @Column({ name: 'user_agent', type: 'text', nullable: true })
  userAgent: string | null

  /** From where it was seen last. */
  @Column({ type: 'text', nullable: true })
  ip: string | null

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date

  @Column({ name: 'seen_at', type: 'timestamptz' })
  seenAt: Date
}

/** An account that is signed in in a browser. */
@Entity('oauth_device_account')
@Index('oauth_device_account_did_idx', ['did'])
export class DeviceAccountEntity {
  @PrimaryColumn({ name: 'device_id', type: 'bytea', primaryKeyConstraintName: 'oauth_device_account_pkey' })
  deviceId: Buffer

  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'oauth_device_account_pkey' })
  did: string

  /** Whether it stays signed in after what it has signed in for. */
  @Column({ type: 'boolean' })
  remembered: boolean

  @Column({ name: 'signed_in_at', type: 'timestamptz' })
  signedInAt: Date

  /** When they have shown who they are; null: when they have signed in. */
  @Column({ name: 'proved_at', type: 'timestamptz', nullable: true })
  provedAt: Date | null

  /** How they have; null: by a password, or before this was written down. */
  @Column({ name: 'proved_by', type: 'text', collation: 'C', nullable: true })
  provedBy: string | null
}
