import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { AccountData } from '../account-data.js'
import { Database, isUniqueViolation, type Queryable } from '../../database/index.js'
import { Clock } from '../../telemetry/index.js'
import { ExternalIdTaken } from '../account.errors.js'

/** What kinds of accounts there are. */
export const ACCOUNT_CLASSES = ['personal', 'institutional', 'team', 'service'] as const
export type AccountClass = (typeof ACCOUNT_CLASSES)[number]

/** What the organization knows of a member besides what everybody sees. */
export interface Facts {
  /** as the organization's own directory has it */
  readonly externalId?: string | undefined
  readonly class?: AccountClass | undefined
  readonly displayName?: string | undefined
  /** a language tag */
  readonly locale?: string | undefined
}

interface FactsRow {
  did: Did
  external_id: string | null
  class: AccountClass | null
  display_name: string | null
  locale: string | null
}

const PUT = `
  INSERT INTO member_facts (did, external_id, class, display_name, locale, updated_at)
  VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (did) DO UPDATE
     SET external_id = coalesce(excluded.external_id, member_facts.external_id),
         class = coalesce(excluded.class, member_facts.class),
         display_name = coalesce(excluded.display_name, member_facts.display_name),
         locale = coalesce(excluded.locale, member_facts.locale), updated_at = excluded.updated_at`

/** What the organization knows of its members: in the table `member_facts`. It goes with the account. */
@Injectable()
export class MemberFacts extends AccountData {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {
    super()
  }

  /** Facts of these members, by DID; those of whom nothing is known are left out. */
  async of(dids: readonly Did[]): Promise<Map<Did, Facts>> {
    const { rows } = await this.db.query<FactsRow>({
      text: 'SELECT * FROM member_facts WHERE did = ANY($1::text[])',
      values: [dids],
    })
    return new Map(rows.map((row) => [row.did, toFacts(row)]))
  }

  /** Whose external id this is. */
  async ownerOf(externalId: string): Promise<Did | undefined> {
    const { rows } = await this.db.query<{ did: Did }>({
      text: 'SELECT did FROM member_facts WHERE external_id = $1',
      values: [externalId],
    })
    return rows[0]?.did
  }

  /** Notes facts inside the caller's transaction; those that are absent stay. @throws {ExternalIdTaken} */
  async put(tx: Queryable, did: Did, facts: Facts): Promise<void> {
    const { externalId, class: kind, displayName, locale } = facts
    const values = [
      ...[did, externalId ?? null, kind ?? null, displayName ?? null, locale ?? null],
      new Date(this.clock.nowMs()),
    ]
    try {
      await tx.query({ text: PUT, values })
    } catch (error) {
      if (isUniqueViolation(error, 'member_facts_external_id_key')) throw new ExternalIdTaken(externalId!)
      throw error
    }
  }

  override async erase(tx: Queryable, did: Did): Promise<void> {
    await tx.query({ text: 'DELETE FROM member_facts WHERE did = $1', values: [did] })
  }
}

function toFacts(row: FactsRow): Facts {
  return {
    externalId: row.external_id ?? undefined,
    class: row.class ?? undefined,
    displayName: row.display_name ?? undefined,
    locale: row.locale ?? undefined,
  }
}
