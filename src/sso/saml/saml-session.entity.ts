import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** Under which name a provider of SAML knows somebody. */
@Entity('saml_session')
@Index('saml_session_name_idx', ['connectionId', 'name'])
@Index('saml_session_created_at_idx', ['createdAt'])
export class SamlSessionEntity {
  @PrimaryColumn({ name: 'connection_id', type: 'uuid', primaryKeyConstraintName: 'saml_session_pkey' })
  connectionId: string

  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'saml_session_pkey' })
  subject: string

  /** Empty where the provider names none. */
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'saml_session_pkey' })
  sid: string

  @Column({ type: 'text', collation: 'C' })
  name: string

  @Column({ name: 'name_id', type: 'jsonb' })
  nameId: unknown

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date
}
