import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm'
import { ConnectionEntity } from '../connections/connection.entity.js'

/** A certificate by which a provider knows this server. */
@Entity('saml_key')
@Index('saml_key_state_key', ['connectionId', 'state'], { unique: true })
export class SamlKeyEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'saml_key_pkey' })
  id: string

  @Column({ name: 'connection_id', type: 'uuid' })
  connectionId: string

  @ManyToOne(() => ConnectionEntity, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'connection_id', foreignKeyConstraintName: 'saml_key_connection_id_fkey' })
  connection: ConnectionEntity

  /** `next`, `current` or `former`. */
  @Column({ type: 'text', collation: 'C' })
  state: string

  /** DER */
  @Column({ type: 'bytea' })
  certificate: Buffer

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt: Date
}
