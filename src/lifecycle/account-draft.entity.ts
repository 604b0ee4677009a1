import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** An account whose creation is under way, with all that is needed to finish or undo it. */
@Entity('account_draft')
@Index('account_draft_handle_key', { synchronize: false })
@Index('account_draft_updated_at_idx', ['updatedAt'])
export class AccountDraftEntity {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'account_draft_pkey' })
  did: string

  @Column({ type: 'text', collation: 'C' })
  handle: string

  @Column({ type: 'text', collation: 'C', nullable: true })
  email: string | null

  /** What the applicant asked for. */
  @Column({ type: 'jsonb' })
  input: unknown

  /** The new signing key's did:key. */
  @Column({ name: 'signing_key_did', type: 'text' })
  signingKeyDid: string

  @Column({ name: 'signing_key_wrapped', type: 'bytea' })
  signingKeyWrapped: Buffer

  @Column({ name: 'signing_key_kek_id', type: 'text' })
  signingKeyKekId: string

  /** The signed genesis operation; none when the applicant brings a DID. */
  @Column({ name: 'plc_operation', type: 'jsonb', nullable: true })
  plcOperation: unknown | null

  /** The last step that was taken. */
  @Column({ type: 'text' })
  step: string

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt: Date

  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt: Date
}
