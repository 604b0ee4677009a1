import { Entity, PrimaryColumn } from 'typeorm'

/** An event that is committed and has no sequence number yet. */
@Entity('event_pending')
export class EventPendingEntity {
  @PrimaryColumn({ name: 'event_id', type: 'bigint', primaryKeyConstraintName: 'event_pending_pkey' })
  eventId: string
}
