import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** A code that lets people sign up. */
@Entity('invite_code')
@Index('invite_code_for_account_idx', ['forAccount'])
@Index('invite_code_made_idx', ['createdAt', 'id'])
@Index('invite_code_stage_idx', { synchronize: false })
@Index('invite_code_sent_to_idx', ['sentTo'], { where: '(sent_to IS NOT NULL)' })
export class InviteCodeEntity {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'invite_code_pkey' })
  code: string

  /** Its place among those that were made at the same time; unlike the code, it lets nobody in. */
  @Column({ type: 'bigint', generated: 'identity', generatedIdentity: 'ALWAYS' })
  id: string

  /** How often it may be used in all. */
  @Column({ name: 'available_uses', type: 'integer' })
  availableUses: number

  /** How often it was used; a trigger on the uses counts. */
  @Column({ type: 'integer', default: 0 })
  uses: number

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

  /** From when on it is good for nothing. */
  @Column({ name: 'expires_at', type: 'timestamptz', nullable: true })
  expiresAt: Date | null

  /** The address that may use it, or those that match. */
  @Column({ name: 'email_pattern', type: 'text', nullable: true })
  emailPattern: string | null

  /** The domain of handles that may use it, without a leading dot. */
  @Column({ name: 'handle_domain', type: 'text', nullable: true })
  handleDomain: string | null

  /** The handle that is proposed to whoever uses it. */
  @Column({ name: 'suggested_handle', type: 'text', collation: 'C', nullable: true })
  suggestedHandle: string | null

  /** What kind of account is made with it. */
  @Column({ name: 'account_class', type: 'text', nullable: true })
  accountClass: string | null

  /** The address that it was sent to. */
  @Column({ name: 'sent_to', type: 'text', nullable: true })
  sentTo: string | null

  /** When it was last sent. */
  @Column({ name: 'sent_at', type: 'timestamptz', nullable: true })
  sentAt: Date | null

  /** Of the letter. */
  @Column({ type: 'text', nullable: true })
  language: string | null

  /** The role of the administration that is given with it. */
  @Column({ type: 'text', collation: 'C', nullable: true })
  role: string | null

  /** Of handles, for which the role is; null: everywhere. */
  @Column({ name: 'role_domain', type: 'text', collation: 'C', nullable: true })
  roleDomain: string | null

  /** How whoever made it had proved who they are; null: before this was kept, or a member earned it. */
  @Column({ name: 'maker_type', type: 'text', nullable: true })
  makerType: string | null

  /** Of whoever made it: a DID, or another name. */
  @Column({ name: 'maker_id', type: 'text', collation: 'C', nullable: true })
  makerId: string | null

  /** Since when it is switched off. */
  @Column({ name: 'revoked_at', type: 'timestamptz', nullable: true })
  revokedAt: Date | null
}
