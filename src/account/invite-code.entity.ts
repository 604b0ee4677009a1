import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** A code that lets people sign up. */
@Entity('invite_code')
@Index('invite_code_for_account_idx', ['forAccount'])
@Index('invite_code_created_at_idx', ['createdAt', 'code'])
export class InviteCodeEntity {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'invite_code_pkey' })
  code: string

  /** How often it may be used in all. */
  @Column({ name: 'available_uses', type: 'integer' })
  availableUses: number

  @Column({ type: 'boolean', default: false })
  disabled: boolean

  /** DID it was given to, or "admin". */
  @Column({ name: 'for_account', type: 'text', collation: 'C' })
  forAccount: string

  /** DID that made it, or "admin". */
  @Column({ name: 'created_by', type: 'text', collation: 'C' })
  createdBy: string

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt: Date
}
