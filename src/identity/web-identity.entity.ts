import { Column, Entity, PrimaryColumn } from 'typeorm'

/** A did:web whose document is, or was, served here. Rows stay for ever, as the name is in the DID. */
@Entity('web_identity')
export class WebIdentityEntity {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'web_identity_pkey' })
  did: string

  /** The handle its document names; another than the name in the DID once it was changed. */
  @Column({ type: 'text', collation: 'C', nullable: true })
  handle: string | null

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt: Date

  /** When its account was deleted. */
  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  endedAt: Date | null
}
