import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** A message of SAML that was taken, as long as it could be taken again. */
@Entity('saml_message')
@Index('saml_message_expires_at_idx', ['expiresAt'])
export class SamlMessageEntity {
  @PrimaryColumn({ name: 'connection_id', type: 'uuid', primaryKeyConstraintName: 'saml_message_pkey' })
  connectionId: string

  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'saml_message_pkey' })
  id: string

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt: Date
}
