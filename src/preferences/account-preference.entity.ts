import { Column, Entity, PrimaryColumn } from 'typeorm'

/** One preference of an account. */
@Entity('account_preference')
export class AccountPreferenceEntity {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'account_preference_pkey' })
  did: string

  /** Its place among those of the account, from 0. */
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'account_preference_pkey' })
  place: number

  @Column({ type: 'text', collation: 'C' })
  type: string

  /** JSON, as it was sent. */
  @Column({ type: 'text' })
  value: string
}
