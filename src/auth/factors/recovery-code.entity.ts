import { Entity, PrimaryColumn } from 'typeorm'

/** A recovery code that was not used yet. */
@Entity('recovery_code')
export class RecoveryCodeEntity {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'recovery_code_pkey' })
  did: string

  /** SHA-256 of the account and the code. */
  @PrimaryColumn({ type: 'bytea', primaryKeyConstraintName: 'recovery_code_pkey' })
  hash: Buffer
}
