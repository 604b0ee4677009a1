import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** A handle of ours that an account had, and whose it was last. */
@Entity('former_handle')
@Index('former_handle_given_up_at_idx', ['givenUpAt'])
export class FormerHandleEntity {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'former_handle_pkey' })
  handle: string

  @Column({ type: 'text', collation: 'C' })
  did: string

  @Column({ name: 'given_up_at', type: 'timestamptz' })
  givenUpAt: Date
}
