import { Column, Entity, PrimaryColumn } from 'typeorm'

/** What members agree to, from some time on. */
@Entity('terms_version')
export class TermsVersionEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'terms_version_pkey' })
  id: string

  /** Of handles, without a leading dot; null: whoever has no domain with terms of its own. */
  @Column({ type: 'text', collation: 'C', nullable: true })
  domain: string | null

  @Column({ name: 'terms_url', type: 'text', nullable: true })
  termsUrl: string | null

  @Column({ name: 'privacy_url', type: 'text', nullable: true })
  privacyUrl: string | null

  /** The terms themselves, where they are kept here. */
  @Column({ type: 'text', nullable: true })
  body: string | null

  /** SHA-256 of links and text, in hexadecimal. */
  @Column({ type: 'text', collation: 'C' })
  digest: string

  @Column({ name: 'valid_from', type: 'timestamptz' })
  validFrom: Date

  /** Whether members who have agreed to an earlier one are asked again. */
  @Column({ name: 'asks_again', type: 'boolean' })
  asksAgain: boolean

  @Column({ name: 'created_by', type: 'text', collation: 'C' })
  createdBy: string

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date
}
