import { Column, Entity, PrimaryColumn } from 'typeorm'

/** An app that makes codes for an account, or is about to. */
@Entity('totp_factor')
export class TotpFactorEntity {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'totp_factor_pkey' })
  did: string

  /** The secret, encrypted. */
  @Column({ type: 'bytea' })
  wrapped: Buffer

  @Column({ name: 'kek_id', type: 'text', collation: 'C' })
  kekId: string

  @Column({ name: 'begun_at', type: 'timestamptz' })
  begunAt: Date

  /** When the first code was right; until then it asks nobody for anything. */
  @Column({ name: 'confirmed_at', type: 'timestamptz', nullable: true })
  confirmedAt: Date | null

  /** The step of time of the last code; neither it nor an earlier one is taken again. */
  @Column({ name: 'last_step', type: 'bigint', nullable: true })
  lastStep: string | null
}
