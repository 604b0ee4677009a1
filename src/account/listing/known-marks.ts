import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Database, textArray } from '../../database/index.js'
import type { AccountClass } from '../facts/member-facts.js'

/** What signing in takes besides a password, or stands in its place. */
export const SECOND_FACTORS = ['passkey', 'totp', 'email', 'none'] as const
export type SecondFactor = (typeof SECOND_FACTORS)[number]

/** What other tables say of an account, as lists show it. */
export interface Marks {
  readonly accountClass: AccountClass | undefined
  /** ids of roles, each once, wherever it is held */
  readonly roles: readonly string[]
  /** the best one */
  readonly secondFactor: SecondFactor
}

/** Each of these is a look into an index by the DID: as many as there are accounts on a page. */
const MARKS = `
  SELECT account.did,
         (SELECT class FROM member_facts WHERE member_facts.did = account.did) AS class,
         ARRAY(SELECT role FROM admin_role_assignment AS given
                WHERE given.did = account.did
                  AND (given.expires_at IS NULL OR given.expires_at > $2::timestamptz)
                UNION SELECT role FROM admin_mapped_role AS mapped WHERE mapped.did = account.did
                ORDER BY 1) AS roles,
         CASE WHEN EXISTS (SELECT FROM passkey WHERE passkey.did = account.did) THEN 'passkey'
              WHEN EXISTS (SELECT FROM totp_factor AS totp
                            WHERE totp.did = account.did AND totp.confirmed_at IS NOT NULL) THEN 'totp'
              WHEN account.email_auth_factor THEN 'email'
              ELSE 'none' END AS "secondFactor"
    FROM account WHERE account.did = ANY ($1::text[])`

interface MarksRow {
  did: Did
  class: AccountClass | null
  roles: string[]
  secondFactor: SecondFactor
}

/** Reads what is known of the accounts of a page besides themselves. */
@Injectable()
export class KnownMarks {
  constructor(private readonly db: Database) {}

  /** Of each of these, as it is at a time; accounts that are not there are left out. */
  async of(dids: readonly Did[], at: Date): Promise<ReadonlyMap<Did, Marks>> {
    if (dids.length === 0) return new Map()
    const { rows } = await this.db.query<MarksRow>({
      name: 'account-known-marks',
      text: MARKS,
      values: [textArray(dids), at],
    })
    return new Map(
      rows.map(({ did, class: accountClass, roles, secondFactor }) => [
        did,
        { accountClass: accountClass ?? undefined, roles, secondFactor },
      ]),
    )
  }
}
