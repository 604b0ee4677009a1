import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** That somebody has agreed to the terms of the service, or has got an account without being asked. */
@Entity('terms_acceptance')
@Index('terms_acceptance_at_idx', ['acceptedAt', 'did', 'version'])
@Index('terms_acceptance_version_idx', ['version', 'acceptedAt', 'did'])
export class TermsAcceptanceEntity {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'terms_acceptance_pkey' })
  did: string

  /** Id of a version, or digest of the links that held before there was one. */
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'terms_acceptance_pkey' })
  version: string

  @Column({ name: 'accepted_at', type: 'timestamptz' })
  acceptedAt: Date

  @Column({ type: 'text', nullable: true })
  locale: string | null

  @Column({ type: 'text', nullable: true })
  ip: string | null

  /** On which way they came to it. */
  @Column({ type: 'text', collation: 'C', default: 'organization' })
  via: string

  /** False where nobody could be asked. */
  @Column({ type: 'boolean', default: true })
  asked: boolean
}
