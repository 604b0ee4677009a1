import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { boundedCount, Database, type Queryable } from '../../database/index.js'
import { WebhookOutbox, type WebhookEventType } from '../../webhooks/index.js'
import { isTimedId, TimedId } from '../../telemetry/index.js'

const DETAIL_LENGTH_MAX = 500

/** What webhooks are told of people; `data.action` says which it was. */
const TOLD: Readonly<Record<string, WebhookEventType>> = {
  'user.create': 'scim.user_provisioned',
  'user.update': 'scim.user_updated',
  'user.return': 'scim.user_updated',
  'user.leave': 'scim.user_deprovisioned',
  'user.delete': 'scim.user_deprovisioned',
}

const ADD = `
  INSERT INTO scim_event (id, connection_id, at, action, outcome, resource_id, name, did, detail)
  VALUES ($1::uuid, $2::uuid, $3, $4, $5, $6, $7, $8, $9)`

/** Something that a directory has asked for. */
export interface NewScimEvent {
  readonly connectionId: string
  /** `user.create`, `user.leave`, `group.update` and the like; of what was refused, the request */
  readonly action: string
  readonly outcome: 'done' | 'refused'
  readonly resourceId?: string | undefined
  /** userName, or name of a group */
  readonly name?: string | undefined
  readonly did?: Did | undefined
  /** why it was refused */
  readonly detail?: string | undefined
}

/** The same as it is kept. */
export interface ScimEvent extends NewScimEvent {
  readonly id: string
  readonly at: Date
}

/** Which events are wanted. */
export interface ScimEventFilter {
  readonly connectionId?: string | undefined
  readonly outcome?: string | undefined
}

/** Which part of a list of events, by their ids. */
export interface ScimEventSlice {
  readonly after: string | undefined
  readonly descending: boolean
  readonly limit: number
}

interface EventRow {
  id: string
  connection_id: string
  at: Date
  action: string
  outcome: ScimEvent['outcome']
  resource_id: string | null
  name: string | null
  did: Did | null
  detail: string | null
}

/** What directories have asked for, so that whoever looks after them sees what became of it. */
@Injectable()
export class ScimEvents {
  constructor(
    private readonly db: Database,
    private readonly ids: TimedId,
    private readonly outbox: WebhookOutbox,
  ) {}

  /** Writes one down. @param on the transaction that does it */
  async note(event: NewScimEvent, on: Queryable = this.db): Promise<void> {
    const { connectionId, action, outcome, resourceId, name, did, detail } = event
    const at = new Date(this.ids.nowMs())
    const shown = detail?.replaceAll('\0', '').slice(0, DETAIL_LENGTH_MAX)
    const facts = [resourceId ?? null, name ?? null, did ?? null, shown ?? null]
    await on.query({
      name: 'scim-event-add',
      text: ADD,
      values: [this.ids.next(), connectionId, at, action, outcome, ...facts],
    })
    const type = outcome === 'done' ? TOLD[action] : undefined
    if (type === undefined) return
    const data = { connectionId, user: resourceId, action, ...(did !== undefined && { did }) }
    await this.outbox.record(on, { type, data, personal: { userName: name } })
  }

  async list(filter: ScimEventFilter, { after, descending, limit }: ScimEventSlice): Promise<ScimEvent[]> {
    if (!isPossible(filter)) return []
    const direction = descending ? 'DESC' : 'ASC'
    const { rows } = await this.db.query<EventRow>({
      text: `SELECT * FROM scim_event
              WHERE ($1::uuid IS NULL OR connection_id = $1::uuid) AND ($2::text IS NULL OR outcome = $2)
                AND ($3::uuid IS NULL OR id ${descending ? '<' : '>'} $3::uuid)
              ORDER BY id ${direction} LIMIT $4::int4`,
      values: [...valuesOf(filter), after !== undefined && isTimedId(after) ? after : null, limit],
    })
    return rows.map(toEvent)
  }

  async count(filter: ScimEventFilter): Promise<number> {
    if (!isPossible(filter)) return 0
    const { rows } = await this.db.query<{ count: number }>({
      text: boundedCount(`SELECT FROM scim_event
              WHERE ($1::uuid IS NULL OR connection_id = $1::uuid) AND ($2::text IS NULL OR outcome = $2)`),
      values: valuesOf(filter),
    })
    return rows[0]!.count
  }
}

function isPossible({ connectionId }: ScimEventFilter): boolean {
  return connectionId === undefined || isTimedId(connectionId)
}

function valuesOf({ connectionId, outcome }: ScimEventFilter): unknown[] {
  return [connectionId ?? null, outcome ?? null]
}

function toEvent(row: EventRow): ScimEvent {
  return {
    id: row.id,
    connectionId: row.connection_id,
    at: row.at,
    action: row.action,
    outcome: row.outcome,
    resourceId: row.resource_id ?? undefined,
    name: row.name ?? undefined,
    did: row.did ?? undefined,
    detail: row.detail ?? undefined,
  }
}
