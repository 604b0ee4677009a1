import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** A passkey of an account. */
@Entity('passkey')
@Index('passkey_did_idx', ['did'])
export class PasskeyEntity {
  /** Of the credential, in base64url. */
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'passkey_pkey' })
  id: string

  @Column({ type: 'text', collation: 'C' })
  did: string

  /** What its owner calls it. */
  @Column({ type: 'text' })
  name: string

  /** In COSE. */
  @Column({ name: 'public_key', type: 'bytea' })
  publicKey: Buffer

  /** Of signatures, as far as it counts them. */
  @Column({ type: 'bigint' })
  counter: string

  /** How browsers reach it, separated by commas. */
  @Column({ type: 'text', collation: 'C' })
  transports: string

  /** Whether it is on several devices. */
  @Column({ type: 'boolean' })
  synced: boolean

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date

  @Column({ name: 'last_used_at', type: 'timestamptz', nullable: true })
  lastUsedAt: Date | null
}
