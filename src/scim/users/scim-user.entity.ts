import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** Somebody whom a directory has announced. */
@Entity('scim_user')
@Index('scim_user_user_name_key', { synchronize: false })
@Index('scim_user_external_id_key', ['connectionId', 'externalId'], {
  unique: true,
  where: '(external_id IS NOT NULL)',
})
@Index('scim_user_connection_idx', ['connectionId', 'id'])
@Index('scim_user_did_idx', ['did'])
export class ScimUserEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'scim_user_pkey' })
  id: string

  @Column({ name: 'connection_id', type: 'uuid' })
  connectionId: string

  @Column({ name: 'user_name', type: 'text' })
  userName: string

  @Column({ name: 'external_id', type: 'text', collation: 'C', nullable: true })
  externalId: string | null

  @Column({ type: 'boolean' })
  active: boolean

  @Column({ type: 'jsonb' })
  attributes: unknown

  @Column({ type: 'text', collation: 'C', nullable: true })
  did: string | null

  @Column({ type: 'integer' })
  version: number

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date

  @Column({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date
}
