import { Injectable } from '@nestjs/common'
import { Database, textArray } from '../database/index.js'
import { CrawlerStore, type DueCrawler, type KnownCrawler } from './crawler.store.js'

/** Something is to be announced: it came after the last request that was accepted began. */
const IS_WANTED = `wanted_at > coalesce(succeeded_at, '-infinity')`

/*
 * Whatever comes after a request began is later than the request, even within the same millisecond: that request may
 * have been too early for it.
 */
const WANT = `
  UPDATE crawler SET wanted_at = greatest($2::timestamptz, asked_at + interval '1 millisecond')
   WHERE url = ANY($1::text[]) AND (wanted_at IS NULL OR wanted_at <= asked_at)`

const TAKE = `
  UPDATE crawler SET asked_at = $2, due_at = $3
   WHERE url = ANY($1::text[]) AND ${IS_WANTED} AND coalesce(due_at, '-infinity') <= $2
  RETURNING url, failures`

interface CrawlerRow {
  url: string
  failures: number
  wanted_at: Date | null
  asked_at: Date | null
  succeeded_at: Date | null
  due_at: Date | null
  error: string | null
}

/** Relays in the table `crawler`. */
@Injectable()
export class PgCrawlerStore extends CrawlerStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async add(urls: readonly string[]): Promise<void> {
    const text = 'INSERT INTO crawler (url) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING'
    await this.db.query({ text, values: [textArray(urls)] })
  }

  override async list(urls: readonly string[]): Promise<KnownCrawler[]> {
    const { rows } = await this.db.query<CrawlerRow>({
      text: 'SELECT * FROM crawler WHERE url = ANY($1::text[])',
      values: [textArray(urls)],
    })
    return rows.map((row) => ({
      url: row.url,
      failures: row.failures,
      wantedAt: row.wanted_at ?? undefined,
      askedAt: row.asked_at ?? undefined,
      succeededAt: row.succeeded_at ?? undefined,
      dueAt: row.due_at ?? undefined,
      error: row.error ?? undefined,
    }))
  }

  override async want(urls: readonly string[], nowMs: number): Promise<void> {
    await this.db.query({ name: 'crawler-want', text: WANT, values: [textArray(urls), new Date(nowMs)] })
  }

  override async take(urls: readonly string[], nowMs: number, leaseEndMs: number): Promise<DueCrawler[]> {
    const { rows } = await this.db.query<DueCrawler>({
      name: 'crawler-take',
      text: TAKE,
      values: [textArray(urls), new Date(nowMs), new Date(leaseEndMs)],
    })
    return rows
  }

  override async succeeded(url: string, askedAtMs: number, dueAtMs: number): Promise<void> {
    await this.db.query({
      text: `UPDATE crawler SET succeeded_at = $2, due_at = $3, failures = 0, error = NULL WHERE url = $1`,
      values: [url, new Date(askedAtMs), new Date(dueAtMs)],
    })
  }

  override async failed(url: string, error: string, dueAtMs: number): Promise<void> {
    await this.db.query({
      text: `UPDATE crawler SET failures = failures + 1, error = $2, due_at = $3 WHERE url = $1`,
      values: [url, error, new Date(dueAtMs)],
    })
  }

  override async nextDue(urls: readonly string[]): Promise<number | undefined> {
    const { rows } = await this.db.query<{ due_ms: number | null }>({
      name: 'crawler-next',
      text: `SELECT min(coalesce(extract(epoch FROM due_at) * 1000, 0))::float8 AS due_ms
               FROM crawler WHERE url = ANY($1::text[]) AND ${IS_WANTED}`,
      values: [textArray(urls)],
    })
    return rows[0]?.due_ms ?? undefined
  }
}
