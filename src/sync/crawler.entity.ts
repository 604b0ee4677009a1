import { Column, Entity, PrimaryColumn } from 'typeorm'

/** A relay that is asked to crawl this server, and how that goes. */
@Entity('crawler')
export class CrawlerEntity {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'crawler_pkey' })
  url: string

  /** When there was something to announce after it was last asked. */
  @Column({ name: 'wanted_at', type: 'timestamptz', nullable: true })
  wantedAt: Date | null

  /** When it was last asked. */
  @Column({ name: 'asked_at', type: 'timestamptz', nullable: true })
  askedAt: Date | null

  /** When it was asked the last time with success. */
  @Column({ name: 'succeeded_at', type: 'timestamptz', nullable: true })
  succeededAt: Date | null

  /** When it may be asked again; at once if null. */
  @Column({ name: 'due_at', type: 'timestamptz', nullable: true })
  dueAt: Date | null

  /** Failures since the last success. */
  @Column({ type: 'integer', default: 0 })
  failures: number

  /** What went wrong the last time, if it did. */
  @Column({ type: 'text', nullable: true })
  error: string | null

  /** When it was last asked what it knows of this server. */
  @Column({ name: 'checked_at', type: 'timestamptz', nullable: true })
  checkedAt: Date | null

  /** What it said that this server is. */
  @Column({ name: 'host_status', type: 'text', nullable: true })
  hostStatus: string | null

  /** Number of the last event that it has taken. */
  @Column({ name: 'host_seq', type: 'bigint', nullable: true })
  hostSeq: string | null

  /** Events that it was behind. */
  @Column({ type: 'bigint', nullable: true })
  lag: string | null

  /** Why it did not say. */
  @Column({ name: 'check_error', type: 'text', nullable: true })
  checkError: string | null

  /** What seems to be wrong. */
  @Column({ type: 'text', nullable: true })
  trouble: string | null

  /** For how many checks in a row. */
  @Column({ name: 'trouble_checks', type: 'integer', default: 0 })
  troubleChecks: number

  @Column({ name: 'trouble_since', type: 'timestamptz', nullable: true })
  troubleSince: Date | null

  /** The last account that it was asked about in the present round through all. */
  @Column({ name: 'round_did', type: 'text', collation: 'C', nullable: true })
  roundDid: string | null
}
