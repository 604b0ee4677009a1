import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** An account hosted here. */
@Entity('account')
@Index('account_handle_key', { synchronize: false })
@Index('account_email_key', { synchronize: false })
@Index('account_delete_after_idx', { synchronize: false })
@Index('account_created_at_idx', ['createdAt', 'did'])
@Index('account_status_idx', ['status', 'createdAt', 'did'])
@Index('account_locked_idx', ['createdAt', 'did'], { where: '(locked_at IS NOT NULL)' })
@Index('account_offboard_until_idx', ['offboardUntil'], { where: '(offboard_until IS NOT NULL)' })
@Index('account_suspended_until_idx', ['suspendedUntil'], { where: '(suspended_until IS NOT NULL)' })
@Index('account_email_factor_idx', ['did'], { where: 'email_auth_factor' })
@Index('account_by_handle_idx', { synchronize: false })
@Index('account_by_email_idx', { synchronize: false })
@Index('account_handle_reversed_idx', { synchronize: false })
@Index('account_trigram_idx', { synchronize: false })
@Check('account_status_check', `status IN ('active', 'deactivated', 'suspended', 'takendown', 'deleted')`)
export class AccountEntity {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'account_pkey' })
  did: string

  @Column({ type: 'text', collation: 'C', nullable: true })
  handle: string | null

  @Column({ type: 'text', collation: 'C', nullable: true })
  email: string | null

  @Column({ name: 'password_hash', type: 'text', nullable: true })
  passwordHash: string | null

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt: Date

  @Column({ name: 'email_confirmed_at', type: 'timestamptz', nullable: true })
  emailConfirmedAt: Date | null

  @Column({ name: 'invites_disabled', type: 'boolean', default: false })
  invitesDisabled: boolean

  @Column({ type: 'text', default: 'active' })
  status: string

  @Column({ name: 'takedown_ref', type: 'text', nullable: true })
  takedownRef: string | null

  /** When a suspension ends by itself. */
  @Column({ name: 'suspended_until', type: 'timestamptz', nullable: true })
  suspendedUntil: Date | null

  @Column({ name: 'deactivated_at', type: 'timestamptz', nullable: true })
  deactivatedAt: Date | null

  @Column({ name: 'delete_after', type: 'timestamptz', nullable: true })
  deleteAfter: Date | null

  @Column({ name: 'locked_at', type: 'timestamptz', nullable: true })
  lockedAt: Date | null

  /** Equal to `lockedAt` unless it is locked for another reason as well. */
  @Column({ name: 'offboarded_at', type: 'timestamptz', nullable: true })
  offboardedAt: Date | null

  @Column({ name: 'offboard_until', type: 'timestamptz', nullable: true })
  offboardUntil: Date | null

  /** How many days before the end its owner was last told of it. */
  @Column({ name: 'offboard_told_days', type: 'integer', nullable: true })
  offboardToldDays: number | null

  /** That in which its owner was met, one of those of letters. */
  @Column({ type: 'text', collation: 'C', nullable: true })
  language: string | null

  /** Whether signing in with the password takes a code sent by mail as well. */
  @Column({ name: 'email_auth_factor', type: 'boolean', default: false })
  emailAuthFactor: boolean
}
