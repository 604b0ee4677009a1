import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm'

/** One thing that was done to the state of an account. It outlives the account. */
@Entity('account_history')
@Index('account_history_did_idx', ['did', 'id'])
export class AccountHistoryEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'account_history_pkey',
  })
  id: string

  @Column({ type: 'text', collation: 'C' })
  did: string

  @Column({ type: 'text' })
  command: string

  @Column({ type: 'text' })
  actor: string

  @Column({ type: 'text', nullable: true })
  reason: string | null

  @Column({ name: 'former_state', type: 'text' })
  formerState: string

  @Column({ type: 'text' })
  state: string

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt: Date
}
