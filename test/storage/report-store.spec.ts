import type { Did } from '@guildhall/syntax'
import { PgReportStore } from '../../src/moderation/pg-report.store.js'
import type { NewReport, ReportFilter } from '../../src/moderation/report.js'
import type { ReportStore } from '../../src/moderation/report.store.js'
import { TestDatabase } from '../support/test-database.js'

const IMPLEMENTATIONS: [string, (database: TestDatabase) => ReportStore][] = [
  ['PgReportStore', ({ db }) => new PgReportStore(db)],
]
const AT = new Date(1_000)
const LATER = new Date(2_000)
const SERVICE = 'did:web:mod.test#atproto_labeler'

let database: TestDatabase
let count = 0
beforeEach(async () => {
  database = await TestDatabase.open()
})
afterEach(() => database?.close())

describe.each(IMPLEMENTATIONS)('ReportStore: %s', (_name, make) => {
  let store: ReportStore
  let alice: Did
  beforeEach(() => {
    store = make(database)
    alice = `did:plc:alice${++count}` as Did
  })
  const report = (more: Partial<NewReport> = {}): NewReport => ({
    reporter: alice,
    content: { reasonType: 'a.b.c#spam', reason: 'ä€😀\n\0', subject: { did: 'did:plc:bob' } },
    createdAt: AT,
    forwardTo: undefined,
    ...more,
  })

  it('gives back what it keeps', async () => {
    const id = await store.add(report())
    expect(await store.find(id)).toEqual({
      ...report(),
      id,
      resolution: undefined,
      forwarding: 'none',
      forwardedAt: undefined,
      forwardNote: undefined,
    })
    expect(await store.find(id + 1)).toBeUndefined()
  })

  it.each([
    [{ did: 'did:plc:bob' }, 'did:plc:bob', null],
    [{ uri: 'at://did:plc:bob/a.b.c/d', cid: 'x' }, 'did:plc:bob', 'at://did:plc:bob/a.b.c/d'],
    [{ uri: 'at://bob.test/a.b.c/d', cid: 'x' }, null, 'at://bob.test/a.b.c/d'],
    [{ $type: 'chat.message', messageId: 'm', did: 'no DID\0' }, null, null],
  ])('notes whom %j is about', async (subject, did, uri) => {
    const id = await store.add(report({ content: { reasonType: 'a.b.c#spam', subject } }))
    const { rows } = await database.db.query({
      text: 'SELECT subject_did, subject_uri FROM report WHERE id = $1',
      values: [id],
    })
    expect(rows).toEqual([{ subject_did: did, subject_uri: uri }])
  })

  it('lists by state, the latest first, and counts', async () => {
    const ids = [await store.add(report()), await store.add(report()), await store.add(report())]
    const numbers = async (...args: Parameters<ReportStore['list']>) =>
      (await store.list(...args)).map(({ id }) => id)
    expect(await numbers('open', undefined, 2)).toEqual([ids[2], ids[1]])
    expect(await numbers('open', ids[1], 2)).toEqual([ids[0]])
    await store.resolve(ids[1]!, { actor: 'mod', reason: 'warned', at: LATER })
    expect(await numbers('open', undefined, 9)).toEqual([ids[2], ids[0]])
    expect(await numbers('resolved', undefined, 9)).toEqual([ids[1]])
    expect(await store.count()).toEqual({ open: 2, resolved: 1 })
  })

  it('looks for what they are about, in whatever state, in both directions', async () => {
    const about = (subject: Record<string, unknown>) =>
      store.add(report({ content: { reasonType: 'a.b.c#spam', subject } }))
    const did = `did:plc:about${count}` as Did
    const uri = `at://${did}/a.b.c/d`
    const ids = [await about({ did }), await about({ uri }), await about({ did: 'did:plc:bob' })]
    await store.resolve(ids[0]!, { actor: 'mod', reason: 'warned', at: LATER })
    const numbers = async (filter: ReportFilter, id?: number, ascending = false) =>
      (await store.page(filter, { id, ascending }, 9)).map((found) => found.id)
    expect(await numbers({})).toEqual([...ids].reverse())
    expect(await numbers({ subject: { did } })).toEqual([ids[1], ids[0]])
    expect(await numbers({ subject: { did, uri } })).toEqual([ids[1]])
    expect(await numbers({ subject: { did }, state: 'open' })).toEqual([ids[1]])
    expect(await numbers({ subject: { did } }, ids[0], true)).toEqual([ids[1]])
    expect(await store.countOf({})).toBe(3)
    expect(await store.countOf({ subject: { did }, state: 'resolved' })).toBe(1)
  })

  it('is settled once', async () => {
    const id = await store.add(report())
    const settle = (actor: string) => store.resolve(id, { actor, reason: 'warned', at: LATER })
    const both = await Promise.all([settle('one'), settle('other')])
    expect(both.sort()).toEqual([false, true])
    expect((await store.find(id))!.resolution).toMatchObject({ reason: 'warned', at: LATER })
    expect(await store.resolve(id + 1, { actor: 'mod', reason: 'x', at: LATER })).toBe(false)
  })

  it('notes what came of sending on, once', async () => {
    const id = await store.add(report({ forwardTo: SERVICE }))
    const none = await store.add(report())
    expect(await store.find(id)).toMatchObject({ forwarding: 'waiting', forwardTo: SERVICE })
    await store.forwarded(id, { forwarding: 'refused', note: 'no', at: LATER })
    await store.forwarded(id, { forwarding: 'sent', note: undefined, at: LATER })
    await store.forwarded(none, { forwarding: 'sent', note: undefined, at: LATER })
    expect(await store.find(id)).toMatchObject({
      forwarding: 'refused',
      forwardNote: 'no',
      forwardedAt: LATER,
    })
    expect(await store.find(none)).toMatchObject({ forwarding: 'none' })
  })

  it('finds those that wait', async () => {
    const ids = [
      await store.add(report({ forwardTo: SERVICE })),
      await store.add(report({ forwardTo: SERVICE })),
      await store.add(report()),
      await store.add(report({ forwardTo: SERVICE, createdAt: LATER })),
    ]
    expect(await store.waiting(LATER, 0, 9)).toEqual([ids[0], ids[1]])
    expect(await store.waiting(LATER, ids[0]!, 9)).toEqual([ids[1]])
    expect(await store.waiting(LATER, 0, 1)).toEqual([ids[0]])
  })

  it('forgets whose they are, and sends nothing on in that name', async () => {
    const waiting = await store.add(report({ forwardTo: SERVICE }))
    const sent = await store.add(report({ forwardTo: SERVICE }))
    const other = await store.add(report({ reporter: 'did:plc:carol' as Did }))
    await store.forwarded(sent, { forwarding: 'sent', note: undefined, at: AT })
    await database.work.run((tx) => store.forgetReporter(tx, alice, LATER))
    expect(await store.find(waiting)).toMatchObject({ forwarding: 'failed', forwardedAt: LATER })
    expect(await store.find(sent)).toMatchObject({ reporter: undefined, forwarding: 'sent', forwardedAt: AT })
    expect(await store.find(other)).toMatchObject({ reporter: 'did:plc:carol' })
  })
})
