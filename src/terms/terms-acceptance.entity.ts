import { Column, Entity, PrimaryColumn } from 'typeorm'

/** That somebody has agreed to the terms of the service. */
@Entity('terms_acceptance')
export class TermsAcceptanceEntity {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'terms_acceptance_pkey' })
  did: string

  /** Digest of what was agreed to. */
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'terms_acceptance_pkey' })
  version: string

  @Column({ name: 'accepted_at', type: 'timestamptz' })
  acceptedAt: Date

  @Column({ type: 'text', nullable: true })
  locale: string | null

  @Column({ type: 'text', nullable: true })
  ip: string | null
}
