import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** A code that was sent by mail: whoever has it reads the mail of the account. */
@Entity('mail_code')
@Index('mail_code_hash_key', ['codeHash'], { unique: true })
@Index('mail_code_expires_at_idx', ['expiresAt'])
export class MailCodeEntity {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'mail_code_pkey' })
  did: string

  /** What the code allows. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'mail_code_pkey' })
  purpose: string

  /** The table holds nothing that could be typed in. */
  @Column({ name: 'code_hash', type: 'bytea' })
  codeHash: Buffer

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt: Date

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt: Date
}
