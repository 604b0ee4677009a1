import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** A role that a member has because of a group at an identity provider. */
@Entity('admin_mapped_role')
@Index('admin_mapped_role_role_idx', ['role'])
export class MappedRoleEntity {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'admin_mapped_role_pkey' })
  did: string

  @PrimaryColumn({ name: 'connection_id', type: 'uuid', primaryKeyConstraintName: 'admin_mapped_role_pkey' })
  connectionId: string

  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'admin_mapped_role_pkey' })
  role: string

  /** Of handles; empty: everywhere. */
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'admin_mapped_role_pkey' })
  domain: string

  @Column({ name: 'mapped_at', type: 'timestamptz' })
  mappedAt: Date
}
