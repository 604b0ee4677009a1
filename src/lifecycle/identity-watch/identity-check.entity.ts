import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** What was found when it was last looked whether an identity is as it should be. */
@Entity('identity_check')
@Index('identity_check_failing_idx', ['did'], { where: '(handle_failures > 0)' })
export class IdentityCheckEntity {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'identity_check_pkey' })
  did: string

  @Column({ name: 'checked_at', type: 'timestamptz' })
  checkedAt: Date

  /** Checks in a row at which the handle did not lead to the account. */
  @Column({ name: 'handle_failures', type: 'integer' })
  handleFailures: number

  /** Operations that were overruled; null before the directory was asked. */
  @Column({ type: 'integer', nullable: true })
  nullified: number | null
}
