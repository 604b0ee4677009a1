import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** Failed sign-ins that followed each other. */
@Entity('sign_in_failure')
@Index('sign_in_failure_last_failed_at_idx', ['lastFailedAt'])
export class SignInFailureEntity {
  /** A keyed digest of what is counted: a name, a network, or both. */
  @PrimaryColumn({ type: 'bytea', primaryKeyConstraintName: 'sign_in_failure_pkey' })
  key: Buffer

  @Column({ type: 'int' })
  failures: number

  @Column({ name: 'last_failed_at', type: 'timestamptz' })
  lastFailedAt: Date
}
