import { Column, Entity, PrimaryColumn } from 'typeorm'

/** A key that signs access tokens of OAuth. */
@Entity('oauth_signing_key')
export class OauthKeyEntity {
  /** Its thumbprint. */
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'oauth_signing_key_pkey' })
  kid: string

  /** The secret, encrypted. */
  @Column({ type: 'bytea' })
  wrapped: Buffer

  @Column({ name: 'kek_id', type: 'text', collation: 'C' })
  kekId: string

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date
}
