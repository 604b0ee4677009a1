import { Injectable } from '@nestjs/common'
import type { Did, Handle } from '@guildhall/syntax'
import { AccountData } from '../../account/index.js'
import { Database, type Queryable } from '../../database/index.js'

/** What was found of an identity. */
export interface IdentityFindings {
  /** checks in a row at which the handle did not lead to the account */
  readonly handleFailures: number
  /** operations that were overruled; undefined before the directory was asked */
  readonly nullified: number | undefined
}

/** An account whose turn it is, with what was found the last time. */
export interface DueIdentity extends IdentityFindings {
  readonly did: Did
  readonly handle: Handle | undefined
}

/** Which accounts are due. */
export interface DueTimes {
  /** those that came later know well enough what they are */
  readonly createdBefore: Date
  readonly checkedBefore: Date
  /** with a handle that did not lead to them */
  readonly failedBefore: Date
}

/** Accounts whose handles do not lead to them. */
export interface FailingIdentities {
  readonly count: number
  readonly some: readonly Did[]
}

interface DueRow {
  did: Did
  handle: Handle | null
  handle_failures: number | null
  nullified: number | null
}

const DUE = `
  SELECT account.did, account.handle, known.handle_failures, known.nullified
    FROM account LEFT JOIN identity_check AS known ON known.did = account.did
   WHERE account.status = 'active' AND account.created_at < $1
     AND (known.checked_at IS NULL OR known.checked_at < $2
          OR known.handle_failures > 0 AND known.checked_at < $3)
   ORDER BY known.checked_at NULLS FIRST, account.did LIMIT $4::int4`

const NOTE = `
  INSERT INTO identity_check (did, checked_at, handle_failures, nullified) VALUES ($1, $2, $3, $4)
  ON CONFLICT (did) DO UPDATE
     SET checked_at = excluded.checked_at, handle_failures = excluded.handle_failures, nullified = excluded.nullified`

/** What was found of identities: in the table `identity_check`. It goes with the account. */
@Injectable()
export class IdentityCheckStore extends AccountData {
  override readonly known = {
    identityChecks: `SELECT checked_at, handle_failures, nullified FROM identity_check WHERE did = $1`,
  }

  constructor(private readonly db: Database) {
    super()
  }

  /** Accounts whose turn it is, those first that were never looked at. */
  async due({ createdBefore, checkedBefore, failedBefore }: DueTimes, limit: number): Promise<DueIdentity[]> {
    const { rows } = await this.db.query<DueRow>({
      text: DUE,
      values: [createdBefore, checkedBefore, failedBefore, limit],
    })
    return rows.map(({ did, handle, handle_failures: handleFailures, nullified }) => ({
      did,
      handle: handle ?? undefined,
      handleFailures: handleFailures ?? 0,
      nullified: nullified ?? undefined,
    }))
  }

  /** How many public accounts have a handle that did not lead to them so many times in a row, and some of them. */
  async failing(failuresMin: number, limit: number): Promise<FailingIdentities> {
    const { rows } = await this.db.query<{ did: Did; count: number }>({
      text: `SELECT did, count(*) OVER () AS count FROM identity_check AS known JOIN account USING (did)
              WHERE known.handle_failures > 0 AND known.handle_failures >= $1::int4 AND account.status = 'active'
              ORDER BY did LIMIT $2::int4`,
      values: [failuresMin, limit],
    })
    return { count: rows[0]?.count ?? 0, some: rows.map(({ did }) => did) }
  }

  async note(tx: Queryable, did: Did, found: IdentityFindings, at: Date): Promise<void> {
    await tx.query({ text: NOTE, values: [did, at, found.handleFailures, found.nullified ?? null] })
  }

  override async erase(tx: Queryable, did: Did): Promise<void> {
    await tx.query({ text: 'DELETE FROM identity_check WHERE did = $1', values: [did] })
  }
}
