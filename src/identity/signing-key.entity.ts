import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** The key that signs for an account, encrypted. */
@Entity('signing_key')
@Index('signing_key_kek_id_idx', ['kekId'])
export class SigningKeyEntity {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'signing_key_pkey' })
  did: string

  @Column({ name: 'did_key', type: 'text' })
  didKey: string

  @Column({ type: 'bytea' })
  wrapped: Buffer

  /** Which key-encryption key it is encrypted with. */
  @Column({ name: 'kek_id', type: 'text' })
  kekId: string

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt: Date
}
