import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { AccountData, KNOWN_ELSEWHERE } from '../account-data.js'
import { Database, isUniqueViolation, type Queryable } from '../../database/index.js'
import { Clock } from '../../telemetry/index.js'
import { ExternalIdTaken } from '../account.errors.js'

/** What kinds of accounts there are. */
export const ACCOUNT_CLASSES = ['personal', 'institutional', 'team', 'service'] as const
export type AccountClass = (typeof ACCOUNT_CLASSES)[number]

/** How many letters a note about an account has at most. */
export const NOTE_LENGTH_MAX = 4_000

/** What the organization's own directory says of a member. */
export interface DirectoryFacts {
  /** as the organization's own directory has it */
  readonly externalId?: string | undefined
  readonly class?: AccountClass | undefined
  readonly displayName?: string | undefined
  /** a language tag */
  readonly locale?: string | undefined
}

/** What the organization knows of a member besides what everybody sees. */
export interface Facts extends DirectoryFacts {
  /** what administrators have written down for each other */
  readonly note?: string | undefined
  /** as {@link tagsIn} has them */
  readonly tags?: readonly string[] | undefined
}

/** What is to be changed of facts: null takes away, what is absent stays. */
export interface FactsChange {
  readonly class?: AccountClass | null | undefined
  readonly note?: string | null | undefined
  readonly tags?: readonly string[] | undefined
}

interface FactsRow {
  did: Did
  external_id: string | null
  class: AccountClass | null
  display_name: string | null
  locale: string | null
  note: string | null
  tags: string[]
}

const CHANGEABLE = ['class', 'note', 'tags'] as const satisfies readonly (keyof FactsChange)[]

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
  override readonly known = KNOWN_ELSEWHERE

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {
    super()
  }

  /** Facts of these members, by DID; those of whom nothing is known are left out. */
  async of(dids: readonly Did[], on: Queryable = this.db): Promise<Map<Did, Facts>> {
    const { rows } = await on.query<FactsRow>({
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
  async put(tx: Queryable, did: Did, facts: DirectoryFacts): Promise<void> {
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

  /** Changes what is named, inside the caller's transaction. */
  async change(tx: Queryable, did: Did, change: FactsChange): Promise<void> {
    const names = CHANGEABLE.filter((name) => change[name] !== undefined)
    await tx.query({
      text: `INSERT INTO member_facts (did, updated_at, ${names.join(', ')})
             VALUES ($1, $2, ${names.map((_, i) => `$${i + 3}`).join(', ')})
             ON CONFLICT (did) DO UPDATE
                SET updated_at = excluded.updated_at, ${names.map((name) => `${name} = excluded.${name}`).join(', ')}`,
      values: [did, new Date(this.clock.nowMs()), ...names.map((name) => change[name])],
    })
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
    note: row.note ?? undefined,
    ...(row.tags.length > 0 && { tags: row.tags }),
  }
}
