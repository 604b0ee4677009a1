import { Injectable } from '@nestjs/common'
import { Database, type Queryable } from '../database/index.js'
import type { TermsVersion } from './terms-version.js'

interface VersionRow {
  id: string
  domain: string | null
  terms_url: string | null
  privacy_url: string | null
  body: string | null
  digest: string
  valid_from: Date
  asks_again: boolean
  created_by: string
  created_at: Date
}

/** Versions of the terms in the table `terms_version`. There are few, and none ever goes. */
@Injectable()
export class TermsVersionStore {
  constructor(private readonly db: Database) {}

  async add(tx: Queryable, version: TermsVersion): Promise<void> {
    const { id, domain, termsUrl, privacyUrl, text, digest, validFrom, asksAgain, createdBy, createdAt } =
      version
    const said = [domain ?? null, termsUrl ?? null, privacyUrl ?? null, text ?? null]
    await tx.query({
      text: `INSERT INTO terms_version (id, domain, terms_url, privacy_url, body, digest, valid_from, asks_again,
                                        created_by, created_at)
             VALUES ($1::uuid, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      values: [id, ...said, digest, validFrom, asksAgain, createdBy, createdAt],
    })
  }

  /** All of them, the latest first. */
  async list(): Promise<TermsVersion[]> {
    const { rows } = await this.db.query<VersionRow>({
      name: 'terms-versions',
      text: 'SELECT * FROM terms_version ORDER BY valid_from DESC, id DESC',
    })
    return rows.map(toVersion)
  }

  async find(id: string): Promise<TermsVersion | undefined> {
    const { rows } = await this.db.query<VersionRow>({
      text: 'SELECT * FROM terms_version WHERE id = $1::uuid',
      values: [id],
    })
    return rows[0] && toVersion(rows[0])
  }
}

function toVersion(row: VersionRow): TermsVersion {
  return {
    ...{ id: row.id, domain: row.domain ?? undefined, digest: row.digest, validFrom: row.valid_from },
    ...{ termsUrl: row.terms_url ?? undefined, privacyUrl: row.privacy_url ?? undefined },
    ...{ text: row.body ?? undefined, asksAgain: row.asks_again },
    ...{ createdBy: row.created_by, createdAt: row.created_at },
  }
}
