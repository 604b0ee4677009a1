import { Injectable } from '@nestjs/common'
import { Database, type Queryable } from '../database/index.js'
import type { Agent, AgentType } from './agent.js'
import { type AuditEntry, type AuditOutcome, type NewEntry } from './audit-entry.js'
import { type AuditFilter, type AuditHead, type AuditPosition, AuditStore } from './audit.store.js'

const APPEND = `
  WITH entry AS (
    INSERT INTO audit_entry (seq, at, action, outcome, actor_type, actor_id, actor_more, target_type, target_id,
                             request_id, reason, before, after, previous_hash, hash)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
    RETURNING seq, hash)
  UPDATE audit_head SET seq = entry.seq, hash = entry.hash FROM entry`

/** As the index has it: whatever was altered can be read. */
const ON_BEHALF_OF = `substring(actor_more FROM '"onBehalfOf":"([^"]*)"')`

/** Every character comes before it. */
const LAST = 'chr(1114111)'

/** What each filter compares with, by its name. @param value the parameter with what is looked for */
const CONDITIONS: Readonly<Record<keyof AuditFilter, (value: string) => string>> = {
  actor: (value) => `actor_id = ${value}`,
  actorType: (value) => `actor_type = ${value}`,
  onBehalfOf: (value) => `actor_type = 'token' AND ${ON_BEHALF_OF} = ${value}`,
  action: (value) => `action = ${value}`,
  target: (value) => `target_id = ${value}`,
  outcome: (value) => `outcome = ${value}`,
  requestId: (value) => `request_id = ${value}`,
  from: (value) => `at >= ${value}`,
  to: (value) => `at < ${value}`,
}

/** Each action once, without looking at every entry. */
const ACTIONS = `
  WITH RECURSIVE known (action) AS (
    SELECT min(action) FROM audit_entry
    UNION ALL
    SELECT (SELECT min(action) FROM audit_entry WHERE audit_entry.action > known.action)
      FROM known WHERE known.action IS NOT NULL)
  SELECT action FROM known WHERE action IS NOT NULL`

interface EntryRow {
  seq: number
  at: Date
  action: string
  outcome: AuditOutcome
  actor_type: AgentType
  actor_id: string | null
  actor_more: string
  target_type: string | null
  target_id: string | null
  request_id: string | null
  reason: string | null
  before: string | null
  after: string | null
  previous_hash: Buffer
  hash: Buffer
}

/** The audit in the tables `audit_entry` and `audit_head`. */
@Injectable()
export class PgAuditStore extends AuditStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async lockHead(tx: Queryable): Promise<AuditHead> {
    const { rows } = await tx.query<AuditHead>({
      name: 'audit-head-lock',
      text: 'SELECT seq, hash FROM audit_head FOR UPDATE',
    })
    return rows[0]!
  }

  override async append(
    tx: Queryable,
    entry: NewEntry,
    previousHash: Uint8Array,
    hash: Uint8Array,
  ): Promise<void> {
    const { seq, at, action, outcome, agent, agentText, target, requestId, reason, before, after } = entry
    const values = [
      ...[seq, at, action, outcome, agent.type, agent.id ?? null, agentText],
      ...[target?.type ?? null, target?.id ?? null, requestId ?? null, reason ?? null],
      ...[before ?? null, after ?? null, Buffer.from(previousHash), Buffer.from(hash)],
    ]
    await tx.query({ name: 'audit-append', text: APPEND, values })
  }

  override async head(on: Queryable = this.db): Promise<AuditHead> {
    const { rows } = await on.query<AuditHead>({ text: 'SELECT seq, hash FROM audit_head' })
    return rows[0]!
  }

  override async list(filter: AuditFilter, position: AuditPosition, limit: number): Promise<AuditEntry[]> {
    const { where, values } = conditionsOf(filter)
    // Entries of long ago are found by when they were made, not by reading all that came since.
    const order = filter.from || filter.to ? ['at', 'seq'] : ['seq']
    const [direction, beyond] = position.ascending ? ['ASC', '>'] : ['DESC', '<']
    if (position.after) {
      const { seq, at } = position.after
      const place = order.length > 1 ? [at, seq] : [seq]
      where.push(
        `(${order.join(', ')}) ${beyond} (${place.map((_, i) => `$${values.length + i + 1}`).join(', ')})`,
      )
      values.push(...place)
    }
    values.push(limit)
    const { rows } = await this.db.query<EntryRow>({
      text: `SELECT * FROM audit_entry ${whereText(where)}
              ORDER BY ${order.map((column) => `${column} ${direction}`).join(', ')} LIMIT $${values.length}::int4`,
      values,
    })
    return rows.map(toEntry)
  }

  override async actions(): Promise<string[]> {
    const { rows } = await this.db.query<{ action: string }>({ text: ACTIONS })
    return rows.map(({ action }) => action)
  }

  override async count(filter: AuditFilter, max: number): Promise<number> {
    const { where, values } = conditionsOf(filter)
    const { rows } = await this.db.query<{ count: number }>({
      text: `SELECT count(*) AS count FROM (
               SELECT FROM audit_entry ${whereText(where)} LIMIT $${values.length + 1}::int4) AS found`,
      values: [...values, max],
    })
    return rows[0]!.count
  }

  override async after(on: Queryable, seq: number, limit: number): Promise<AuditEntry[]> {
    const { rows } = await on.query<EntryRow>({
      text: 'SELECT * FROM audit_entry WHERE seq > $1::int8 ORDER BY seq LIMIT $2::int4',
      values: [seq, limit],
    })
    return rows.map(toEntry)
  }
}

function conditionsOf(filter: AuditFilter): { where: string[]; values: unknown[] } {
  const where: string[] = []
  const values: unknown[] = []
  for (const [name, value] of Object.entries(filter)) {
    if (value === undefined) continue
    const [beginning, rest] = name === 'action' ? String(value).split('*') : []
    values.push(rest === '' ? beginning : value)
    const at = `$${values.length}`
    const range = `action >= ${at}::text AND action < ${at}::text || ${LAST}`
    where.push(rest === '' ? range : CONDITIONS[name as keyof AuditFilter](at))
  }
  return { where, values }
}

function whereText(where: readonly string[]): string {
  return where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''
}

function toEntry(row: EntryRow): AuditEntry {
  const { seq, at, action, outcome, actor_id: id, target_type: type, previous_hash: previousHash, hash } = row
  return {
    seq,
    at,
    action,
    outcome,
    agent: { type: row.actor_type, ...(id !== null && { id }), ...moreOf(row.actor_more) },
    agentText: row.actor_more,
    target:
      type === null && row.target_id === null ? undefined : { type: type ?? '', id: row.target_id ?? '' },
    requestId: row.request_id ?? undefined,
    reason: row.reason ?? undefined,
    before: row.before ?? undefined,
    after: row.after ?? undefined,
    previousHash,
    hash,
  }
}

/** Where it was altered, it is nothing that could be read. */
function moreOf(text: string): Partial<Agent> {
  try {
    return JSON.parse(text) as Partial<Agent>
  } catch {
    return {}
  }
}
