import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** Consecutive events of the stream in one row; see `event-packing.ts`. */
@Entity('event_pack')
@Index('event_pack_dids_idx', { synchronize: false })
@Index('event_pack_purged_idx', ['lastSeq'], { where: `(purged_dids <> '{}'::text[])` })
export class EventPackEntity {
  @PrimaryColumn({ name: 'last_seq', type: 'bigint', primaryKeyConstraintName: 'event_pack_pkey' })
  lastSeq: string

  @Column({ name: 'first_seq', type: 'bigint' })
  firstSeq: string

  /** When the last one got its number. */
  @Column({ name: 'last_at', type: 'timestamptz' })
  lastAt: Date

  @Column({ type: 'integer' })
  events: number

  /** Whose events there are. */
  @Column({ type: 'text', collation: 'C', array: true })
  dids: string[]

  /** Whose events are there no more: nobody gets them, and the pack is soon made anew without them. */
  @Column({ name: 'purged_dids', type: 'text', collation: 'C', array: true, default: [] })
  purgedDids: string[]

  @Column({ type: 'bytea' })
  body: Buffer
}
