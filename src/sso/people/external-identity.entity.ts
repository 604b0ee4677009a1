import { Column, Entity, Generated, Index, PrimaryColumn } from 'typeorm'

/** Whose account a person of an identity provider has. */
@Entity('external_identity')
@Index('external_identity_did_idx', ['did'])
@Index('external_identity_id_idx', ['id'], { unique: true })
@Index('external_identity_linked_idx', ['linkedAt', 'id'])
@Index('external_identity_connection_linked_idx', ['connectionId', 'linkedAt', 'id'])
@Index('external_identity_subject_idx', ['subject'])
export class ExternalIdentityEntity {
  @PrimaryColumn({ name: 'connection_id', type: 'uuid', primaryKeyConstraintName: 'external_identity_pkey' })
  connectionId: string

  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'external_identity_pkey' })
  subject: string

  @Column({ type: 'text', collation: 'C' })
  did: string

  @Column({ type: 'text', collation: 'C' })
  issuer: string

  @Column({ type: 'text', nullable: true })
  email: string | null

  @Column({ type: 'jsonb' })
  claims: unknown

  @Column({ name: 'linked_by', type: 'text', collation: 'C' })
  linkedBy: string

  @Column({ name: 'linked_at', type: 'timestamptz' })
  linkedAt: Date

  @Column({ name: 'last_login_at', type: 'timestamptz', nullable: true })
  lastLoginAt: Date | null

  @Column({ type: 'uuid' })
  @Generated('uuid')
  id: string
}
