import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** That a member has a role. */
@Entity('admin_role_assignment')
@Index('admin_role_assignment_key', { synchronize: false })
@Index('admin_role_assignment_role_idx', ['role'])
export class AssignmentEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'admin_role_assignment_pkey' })
  id: string

  @Column({ type: 'text', collation: 'C' })
  did: string

  @Column({ type: 'text', collation: 'C' })
  role: string

  /** Of handles; null: everywhere. */
  @Column({ type: 'text', collation: 'C', nullable: true })
  domain: string | null

  @Column({ name: 'expires_at', type: 'timestamptz', nullable: true })
  expiresAt: Date | null

  @Column({ name: 'granted_by', type: 'text', collation: 'C', nullable: true })
  grantedBy: string | null

  @Column({ name: 'granted_at', type: 'timestamptz' })
  grantedAt: Date
}
