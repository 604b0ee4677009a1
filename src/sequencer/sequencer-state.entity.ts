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

  /** The highest number that retention has removed. */
  @Column({ name: 'pruned_seq', type: 'bigint', default: 0 })
  prunedSeq: string
}
