import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** Something that a directory has asked for, and what became of it. */
@Entity('scim_event')
@Index('scim_event_outcome_idx', ['outcome', 'id'])
@Index('scim_event_connection_outcome_idx', ['connectionId', 'outcome', 'id'])
@Index('scim_event_connection_idx', ['connectionId', 'id'])
@Index('scim_event_at_idx', ['at'])
export class ScimEventEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'scim_event_pkey' })
  id: string

  @Column({ name: 'connection_id', type: 'uuid' })
  connectionId: string

  @Column({ type: 'timestamptz' })
  at: Date

  @Column({ type: 'text', collation: 'C' })
  action: string

  @Column({ type: 'text', collation: 'C' })
  outcome: string

  @Column({ name: 'resource_id', type: 'text', collation: 'C', nullable: true })
  resourceId: string | null

  @Column({ type: 'text', nullable: true })
  name: string | null

  @Column({ type: 'text', collation: 'C', nullable: true })
  did: string | null

  @Column({ type: 'text', nullable: true })
  detail: string | null
}
