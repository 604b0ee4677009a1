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
}
