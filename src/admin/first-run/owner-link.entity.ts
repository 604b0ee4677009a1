import { Column, Entity, PrimaryColumn } from 'typeorm'

/** A link that makes the first Owner. */
@Entity('owner_link')
export class OwnerLinkEntity {
  /** SHA-256 of its secret. */
  @PrimaryColumn({ type: 'bytea', primaryKeyConstraintName: 'owner_link_pkey' })
  digest: Buffer

  @Column({ name: 'made_at', type: 'timestamptz' })
  madeAt: Date

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt: Date
}
