import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** One use of an invite code. */
@Entity('invite_code_use')
@Index('invite_code_use_used_by_idx', ['usedBy'])
export class InviteCodeUseEntity {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'invite_code_use_pkey' })
  code: string

  @PrimaryColumn({
    name: 'used_by',
    type: 'text',
    collation: 'C',
    primaryKeyConstraintName: 'invite_code_use_pkey',
  })
  usedBy: string

  @Column({ name: 'used_at', type: 'timestamptz', default: () => 'now()' })
  usedAt: Date

  /** whether something that the code gives waits until the address is confirmed */
  @Column({ name: 'is_awaited', type: 'boolean', default: false })
  isAwaited: boolean
}
