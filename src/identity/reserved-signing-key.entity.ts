import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** A signing key, encrypted, that was made for somebody who has no account yet. */
@Entity('reserved_signing_key')
@Index('reserved_signing_key_did_key', ['did'], { unique: true })
@Index('reserved_signing_key_expires_at_idx', ['expiresAt'])
export class ReservedSigningKeyEntity {
  @PrimaryColumn({
    name: 'did_key',
    type: 'text',
    collation: 'C',
    primaryKeyConstraintName: 'reserved_signing_key_pkey',
  })
  didKey: string

  /** Whom it is for; none when nobody said so. */
  @Column({ type: 'text', collation: 'C', nullable: true })
  did: string | null

  @Column({ type: 'bytea' })
  wrapped: Buffer

  /** Which key-encryption key it is encrypted with. */
  @Column({ name: 'kek_id', type: 'text' })
  kekId: string

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt: Date

  /** Since when it is set apart for an account that is here; none while it is only reserved. */
  @Column({ name: 'taken_at', type: 'timestamptz', nullable: true })
  takenAt: Date | null

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt: Date
}
