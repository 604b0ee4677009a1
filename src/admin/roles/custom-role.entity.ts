import { Column, Entity, PrimaryColumn } from 'typeorm'

/** A role that the organization has put together itself. */
@Entity('admin_role')
export class CustomRoleEntity {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'admin_role_pkey' })
  id: string

  @Column({ type: 'text' })
  name: string

  @Column({ type: 'text' })
  help: string

  @Column({ type: 'integer' })
  priority: number

  /** Names of permissions. */
  @Column({ type: 'jsonb' })
  permissions: unknown

  @Column({ name: 'created_by', type: 'text', collation: 'C' })
  createdBy: string

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date

  @Column({ name: 'changed_at', type: 'timestamptz' })
  changedAt: Date
}
