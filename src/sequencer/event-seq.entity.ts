import { Column, Entity, PrimaryColumn, Unique } from 'typeorm'

/** The place of an event in the stream. */
@Entity('event_seq')
@Unique('event_seq_event_id_key', ['eventId'])
export class EventSeqEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'event_seq_pkey' })
  seq: string

  @Column({ name: 'event_id', type: 'bigint' })
  eventId: string

  @Column({ name: 'sequenced_at', type: 'timestamptz', default: () => 'now()' })
  sequencedAt: Date
}
