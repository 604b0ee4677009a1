import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'

/** A restored backup, and how far the network has been told. */
@Entity('restoration')
export class RestorationEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'restoration_pkey',
  })
  id: string

  @Column({ name: 'backup_id', type: 'text', collation: 'C' })
  backupId: string

  /** Of the server that made the backup. */
  @Column({ name: 'public_url', type: 'text' })
  publicUrl: string

  /** Time of the snapshot. */
  @Column({ name: 'made_at', type: 'timestamptz' })
  madeAt: Date

  @Column({ name: 'restored_at', type: 'timestamptz' })
  restoredAt: Date

  /** The last number of an event in the backup. */
  @Column({ name: 'former_seq', type: 'bigint' })
  formerSeq: string

  /** The number after which events go on. */
  @Column({ name: 'next_seq', type: 'bigint' })
  nextSeq: string

  @Column({ name: 'ends_sessions', type: 'boolean' })
  endsSessions: boolean

  /** The last account that was dealt with; they are taken in the order of their DIDs. */
  @Column({ name: 'last_did', type: 'text', collation: 'C', nullable: true })
  lastDid: string | null

  /** Accounts that were announced anew. */
  @Column({ type: 'bigint', default: 0 })
  announced: string

  /** Accounts that were found to have moved elsewhere since. */
  @Column({ name: 'moved_away', type: 'bigint', default: 0 })
  movedAway: string

  @Column({ name: 'finished_at', type: 'timestamptz', nullable: true })
  finishedAt: Date | null
}
