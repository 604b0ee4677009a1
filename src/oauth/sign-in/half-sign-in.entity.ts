import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** Somebody who has proved the password in a browser, and not the second factor yet. */
@Entity('half_sign_in')
@Index('half_sign_in_did_idx', ['did'])
@Index('half_sign_in_expires_at_idx', ['expiresAt'])
export class HalfSignInEntity {
  /** SHA-256 of the cookie of the browser. */
  @PrimaryColumn({ name: 'device_id', type: 'bytea', primaryKeyConstraintName: 'half_sign_in_pkey' })
  deviceId: Buffer

  /** The request that it is for, or a page of this server. */
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'half_sign_in_pkey' })
  purpose: string

  @Column({ type: 'text', collation: 'C' })
  did: string

  /** Whether to stay signed in. */
  @Column({ type: 'boolean' })
  remembered: boolean

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt: Date
}
