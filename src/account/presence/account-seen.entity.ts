import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** When a member was here last. */
@Entity('account_seen')
@Index('account_seen_at_idx', ['seenAt', 'did'])
export class AccountSeenEntity {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'account_seen_pkey' })
  did: string

  @Column({ name: 'seen_at', type: 'timestamptz' })
  seenAt: Date
}
