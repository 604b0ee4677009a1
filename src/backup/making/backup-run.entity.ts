import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm'

/** A backup that was made, or tried, and how that went. */
@Entity('backup_run')
@Index('backup_run_started_at_idx', ['startedAt'])
export class BackupRunEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'backup_run_pkey',
  })
  id: string

  /** `backup`, or `drill` when one was restored to see whether that can be done. */
  @Column({ type: 'text' })
  kind: string

  /** Where the backups are. */
  @Column({ type: 'text' })
  place: string

  @Column({ name: 'backup_id', type: 'text', collation: 'C', nullable: true })
  backupId: string | null

  @Column({ name: 'started_at', type: 'timestamptz' })
  startedAt: Date

  @Column({ name: 'ended_at', type: 'timestamptz' })
  endedAt: Date

  @Column({ type: 'boolean' })
  succeeded: boolean

  /** Of the backup, without its blobs. */
  @Column({ type: 'bigint', nullable: true })
  bytes: string | null

  /** What was wrong, or worth knowing. */
  @Column({ type: 'text', nullable: true })
  note: string | null
}
