import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** A token that was good once. */
@Entity('used_token')
@Index('used_token_until_idx', ['until'])
export class UsedTokenEntity {
  /** SHA-256 of who made it and of its id. */
  @PrimaryColumn({ type: 'bytea', primaryKeyConstraintName: 'used_token_pkey' })
  key: Buffer

  /** From then on it is refused because of its age. */
  @Column({ type: 'timestamptz' })
  until: Date
}
