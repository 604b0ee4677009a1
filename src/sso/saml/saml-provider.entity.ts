import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm'
import { ConnectionEntity } from '../connections/connection.entity.js'

/** What a provider of SAML says of itself. */
@Entity('saml_provider')
export class SamlProviderEntity {
  @PrimaryColumn({ name: 'connection_id', type: 'uuid', primaryKeyConstraintName: 'saml_provider_pkey' })
  connectionId: string

  @ManyToOne(() => ConnectionEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'connection_id', foreignKeyConstraintName: 'saml_provider_connection_id_fkey' })
  connection: ConnectionEntity

  @Column({ type: 'jsonb' })
  party: unknown

  /** `upload`, or `url`. */
  @Column({ type: 'text', collation: 'C' })
  source: string

  @Column({ name: 'read_at', type: 'timestamptz' })
  readAt: Date

  @Column({ name: 'tried_at', type: 'timestamptz' })
  triedAt: Date

  @Column({ type: 'text', nullable: true })
  problem: string | null
}
