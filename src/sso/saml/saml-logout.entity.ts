import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** A logout that a provider of SAML was asked for. */
@Entity('saml_logout')
@Index('saml_logout_expires_at_idx', ['expiresAt'])
export class SamlLogoutEntity {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'saml_logout_pkey' })
  id: string

  @Column({ name: 'connection_id', type: 'uuid' })
  connectionId: string

  @Column({ type: 'text' })
  back: string

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt: Date
}
