import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'
import { type Clock, withRequestId } from '../../telemetry/index.js'
import { type SecurityEventStore, type StoredSecurityEvent } from './security-event.store.js'
import { SecurityEvents } from './security-events.js'
import type { WebhookEvent, WebhookOutbox } from '../../webhooks/index.js'

const ALICE = 'did:plc:alice' as Did
const TX = {} as Queryable

function setUp(count = 0) {
  const added: [Queryable, StoredSecurityEvent][] = []
  const ids = Array.from({ length: count }, (_, i) => count - i)
  const store = {
    add: async (on: Queryable, event: StoredSecurityEvent) => void added.push([on, event]),
    list: async (_did: Did, before: number | undefined, limit: number) =>
      ids
        .filter((id) => before === undefined || id < before)
        .slice(0, limit)
        .map((id) => ({ id })),
  } as unknown as SecurityEventStore
  const told: [Queryable, WebhookEvent][] = []
  const outbox = {
    record: async (on: Queryable, event: WebhookEvent) => void told.push([on, event]),
  } as unknown as WebhookOutbox
  return { added, told, events: new SecurityEvents(store, { nowMs: () => 5 } as Clock, outbox) }
}

test('webhooks are told of what concerns more than the owner, in the same transaction', async () => {
  const { told, events } = setUp()
  await events.note(TX, { did: ALICE, kind: 'handle-changed', details: { from: null, to: 'alice.test' } })
  await events.note(TX, { did: ALICE, kind: 'recovery-codes-renewed', details: {} })
  const event = { type: 'account.updated', data: { did: ALICE, changed: 'handle' } }
  expect(told).toEqual([[TX, { ...event, personal: { handle: 'alice.test' } }]])
})

test('an event is noted with the place of its request, in the transaction of what happens', async () => {
  const { added, events } = setUp()
  const note = () => events.note(TX, { did: ALICE, kind: 'password-changed', details: { by: 'code' } })
  await withRequestId('id', note, { ip: '192.0.2.1', userAgent: 'x'.repeat(600) })
  await note()
  expect(added).toMatchObject([
    [TX, { did: ALICE, at: new Date(5), ip: '192.0.2.1', userAgent: 'x'.repeat(512) }],
    [TX, { ip: undefined, userAgent: undefined, details: { by: 'code' } }],
  ])
})

test('events are read page by page, to the end', async () => {
  const { events } = setUp(5)
  const sizes: number[] = []
  let cursor: string | undefined
  do {
    const page = await events.list(ALICE, cursor, 2)
    sizes.push(page.events.length)
    cursor = page.cursor
  } while (cursor !== undefined)
  expect(sizes).toEqual([2, 2, 1])
})

test.each(['', 'x', '-1', '1e9', '9'.repeat(30)])('the cursor %j begins at the start', async (cursor) => {
  const { events } = setUp(3)
  expect((await events.list(ALICE, cursor)).events).toHaveLength(3)
})

test('a page has no more than two hundred events', async () => {
  const { events } = setUp(300)
  expect((await events.list(ALICE, undefined, 1_000)).events).toHaveLength(200)
  expect((await events.list(ALICE, undefined, 0)).events).toHaveLength(1)
})
