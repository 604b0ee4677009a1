import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** A group of a directory. */
@Entity('scim_group')
@Index('scim_group_display_name_key', { synchronize: false })
@Index('scim_group_connection_idx', ['connectionId', 'id'])
export class ScimGroupEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'scim_group_pkey' })
  id: string

  @Column({ name: 'connection_id', type: 'uuid' })
  connectionId: string

  @Column({ name: 'display_name', type: 'text' })
  displayName: string

  @Column({ name: 'external_id', type: 'text', collation: 'C', nullable: true })
  externalId: string | null

  @Column({ type: 'integer' })
  version: number

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date

  @Column({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date
}
