import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Database, type Queryable, textArray } from '../../database/index.js'
import type { RelayFinding, RelayTrouble } from './relay-finding.js'

/** An account that a relay does not pass on although it is public here. */
export interface WithheldRepo {
  readonly relay: string
  readonly did: Did
  /** why, in the words of the relay */
  readonly status: string
  readonly foundAt: Date
}

/** Accounts that a relay is asked about, and where the next round goes on; undefined: at the beginning. */
export interface RelayRound {
  readonly dids: readonly Did[]
  readonly next: Did | undefined
}

const ROUND = `
  SELECT did FROM account
   WHERE status = 'active' AND did > coalesce((SELECT round_did FROM crawler WHERE url = $1), '')
   ORDER BY did LIMIT $2::int4`

const LATEST = `
  SELECT did FROM account WHERE status = 'active' AND created_at > $1 ORDER BY created_at DESC LIMIT $2::int4`

interface FindingRow {
  url: string
  checked_at: Date
  host_status: string | null
  host_seq: number | null
  lag: number | null
  check_error: string | null
  trouble: RelayTrouble | null
  trouble_checks: number
  trouble_since: Date | null
}

/** What was found when relays were asked about this server: in the tables `crawler` and `withheld_repo`. */
@Injectable()
export class RelayFindingStore {
  constructor(private readonly db: Database) {}

  /** What is known of these relays; those that were never asked are left out. */
  async list(urls: readonly string[]): Promise<RelayFinding[]> {
    const { rows } = await this.db.query<FindingRow>({
      text: 'SELECT * FROM crawler WHERE url = ANY($1::text[]) AND checked_at IS NOT NULL',
      values: [textArray(urls)],
    })
    return rows.map(toFinding)
  }

  /** What was known of a relay before: whoever asks it at the same moment waits, so that what is new is new to one. */
  async before(tx: Queryable, url: string): Promise<RelayFinding | undefined> {
    const { rows } = await tx.query<FindingRow>({
      text: 'SELECT * FROM crawler WHERE url = $1 AND checked_at IS NOT NULL FOR UPDATE',
      values: [url],
    })
    return rows[0] && toFinding(rows[0])
  }

  /** Notes what was found of a relay. */
  async note(tx: Queryable, finding: RelayFinding): Promise<void> {
    const { url, checkedAt, status, seq, lag, error, suspicion } = finding
    await tx.query({
      text: `INSERT INTO crawler (url, checked_at, host_status, host_seq, lag, check_error, trouble, trouble_checks,
                                  trouble_since)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
             ON CONFLICT (url) DO UPDATE
                SET checked_at = excluded.checked_at, host_status = excluded.host_status,
                    host_seq = excluded.host_seq, lag = excluded.lag, check_error = excluded.check_error,
                    trouble = excluded.trouble, trouble_checks = excluded.trouble_checks,
                    trouble_since = excluded.trouble_since`,
      values: [
        ...[url, checkedAt, status ?? null, seq ?? null, lag ?? null, error ?? null],
        ...[suspicion?.trouble ?? null, suspicion?.checks ?? 0, suspicion?.since ?? null],
      ],
    })
  }

  /** Whom to ask a relay about: those who came after `since`, and the next ones of a round through all. */
  async round(url: string, since: Date, limit: number): Promise<RelayRound> {
    const [latest, next] = await Promise.all([
      this.db.query<{ did: Did }>({ text: LATEST, values: [since, limit] }),
      this.db.query<{ did: Did }>({ text: ROUND, values: [url, limit] }),
    ])
    const dids = [...latest.rows, ...next.rows].map(({ did }) => did)
    return {
      dids: [...new Set(dids)],
      next: next.rows.length < limit ? undefined : next.rows.at(-1)!.did,
    }
  }

  /** Notes where the next round goes on. */
  async advance(tx: Queryable, url: string, next: Did | undefined): Promise<void> {
    await tx.query({ text: 'UPDATE crawler SET round_did = $2 WHERE url = $1', values: [url, next ?? null] })
  }

  /** Notes that a relay does not pass an account on; `false` if that was known. */
  async withhold(tx: Queryable, { relay, did, status, foundAt }: WithheldRepo): Promise<boolean> {
    const { rowCount } = await tx.query({
      text: `INSERT INTO withheld_repo (relay, did, status, found_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (relay, did) DO NOTHING`,
      values: [relay, did, status, foundAt],
    })
    return rowCount > 0
  }

  /** Notes that a relay passes these accounts on. */
  async release(tx: Queryable, relay: string, dids: readonly Did[]): Promise<void> {
    await tx.query({
      text: 'DELETE FROM withheld_repo WHERE relay = $1 AND did = ANY($2::text[])',
      values: [relay, textArray(dids)],
    })
  }

  /** Forgets accounts that are not public any more, and relays that are none of these. */
  async tidy(relays: readonly string[]): Promise<void> {
    await this.db.query({
      text: `DELETE FROM withheld_repo
              WHERE relay <> ALL($1::text[])
                 OR NOT EXISTS (SELECT FROM account
                                 WHERE account.did = withheld_repo.did AND account.status = 'active')`,
      values: [textArray(relays)],
    })
  }

  /** Accounts that relays do not pass on, those first that were found last. */
  async withheld(limit: number): Promise<WithheldRepo[]> {
    const { rows } = await this.db.query<{ relay: string; did: Did; status: string; found_at: Date }>({
      text: 'SELECT * FROM withheld_repo ORDER BY found_at DESC, relay, did LIMIT $1::int4',
      values: [limit],
    })
    return rows.map(({ found_at: foundAt, ...row }) => ({ ...row, foundAt }))
  }

  /** How many accounts some relay does not pass on. */
  async withheldCount(): Promise<number> {
    const { rows } = await this.db.query<{ count: number }>({
      text: 'SELECT count(DISTINCT did) AS count FROM withheld_repo',
    })
    return rows[0]!.count
  }
}

function toFinding(row: FindingRow): RelayFinding {
  const { trouble, trouble_checks: checks, trouble_since: since } = row
  return {
    url: row.url,
    checkedAt: row.checked_at,
    status: row.host_status ?? undefined,
    seq: row.host_seq ?? undefined,
    lag: row.lag ?? undefined,
    error: row.check_error ?? undefined,
    suspicion: trouble && since ? { trouble, checks, since } : undefined,
  }
}
