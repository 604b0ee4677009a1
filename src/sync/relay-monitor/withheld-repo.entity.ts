import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** An account that a relay does not pass on although it is public here. */
@Entity('withheld_repo')
@Index('withheld_repo_did_idx', ['did'])
export class WithheldRepoEntity {
  /** URL of the relay. */
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'withheld_repo_pkey' })
  relay: string

  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'withheld_repo_pkey' })
  did: string

  /** Why, in the words of the relay. */
  @Column({ type: 'text' })
  status: string

  @Column({ name: 'found_at', type: 'timestamptz' })
  foundAt: Date
}
