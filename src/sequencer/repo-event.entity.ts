import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm'

/** A public event, encoded but for its sequence number. */
@Entity('repo_event')
@Index('repo_event_did_idx', ['did'])
export class RepoEventEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'repo_event_pkey',
  })
  id: string

  @Column({ type: 'text', collation: 'C' })
  did: string

  @Column({ type: 'smallint' })
  kind: number

  @Column({ type: 'bytea' })
  frame: Buffer

  /** Where the number goes into the frame. */
  @Column({ name: 'seq_offset', type: 'integer' })
  seqOffset: number

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt: Date
}
