import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** A handle on its way to an account. */
@Entity('handle_claim')
@Index('handle_claim_handle_key', ['handle'], { unique: true })
export class HandleClaimEntity {
  /** The account; it can have one other handle at a time. */
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'handle_claim_pkey' })
  did: string

  @Column({ type: 'text', collation: 'C' })
  handle: string

  @Column({ name: 'claimed_at', type: 'timestamptz' })
  claimedAt: Date
}
