import { Column, Entity, PrimaryColumn } from 'typeorm'

/** A secret of a connection, sealed. */
@Entity('sso_secret')
export class SecretEntity {
  /** "connection/purpose" */
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'sso_secret_pkey' })
  id: string

  @Column({ type: 'bytea' })
  wrapped: Buffer

  @Column({ name: 'kek_id', type: 'text', collation: 'C' })
  kekId: string

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date
}
