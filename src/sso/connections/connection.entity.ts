import { Column, Entity, PrimaryColumn } from 'typeorm'

/** An identity provider of an organization. */
@Entity('sso_connection')
export class ConnectionEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'sso_connection_pkey' })
  id: string

  @Column({ type: 'text' })
  name: string

  @Column({ type: 'text', collation: 'C' })
  kind: string

  @Column({ type: 'text', collation: 'C' })
  status: string

  /** Of OpenID Connect, or the entity id of SAML. */
  @Column({ type: 'text', collation: 'C' })
  issuer: string

  @Column({ type: 'jsonb' })
  settings: unknown

  @Column({ type: 'jsonb' })
  policy: unknown

  /** `api`, or `file`. */
  @Column({ name: 'managed_by', type: 'text', collation: 'C' })
  managedBy: string

  @Column({ type: 'integer' })
  revision: number

  @Column({ type: 'jsonb', nullable: true })
  health: unknown

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date

  @Column({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date
}
