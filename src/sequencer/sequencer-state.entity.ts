import { Check, Column, Entity, PrimaryColumn } from 'typeorm'

/** The one row that counts events. */
@Entity('sequencer_state')
@Check('sequencer_state_id_check', `id = 1`)
export class SequencerStateEntity {
  @PrimaryColumn({ type: 'smallint', default: 1, primaryKeyConstraintName: 'sequencer_state_pkey' })
  id: number

  /** The highest number given. */
  @Column({ name: 'last_seq', type: 'bigint', default: 0 })
  lastSeq: string

  /**
   * The highest number that the release before does not find any more, because retention has removed it or because it
   * is packed. That is what it goes by.
   */
  @Column({ name: 'pruned_seq', type: 'bigint', default: 0 })
  prunedSeq: string

  /** The highest number that retention has removed; while nothing was packed yet, `pruned_seq` is. */
  @Column({ name: 'removed_seq', type: 'bigint', nullable: true })
  removedSeq: string | null
}
