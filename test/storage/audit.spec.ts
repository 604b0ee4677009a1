import { randomBytes } from 'node:crypto'
import { AuditCheckpoints } from '../../src/audit/audit-checkpoints.js'
import { AuditKeyTable } from '../../src/audit/audit-key-table.js'
import { AuditKeys } from '../../src/audit/audit-keys.js'
import { AuditRelease } from '../../src/audit/audit-release.js'
import { AuditRetention } from '../../src/audit/audit-retention.js'
import { AuditVerification } from '../../src/audit/audit-verification.js'
import { AuditConfig } from '../../src/audit/audit.config.js'
import { Audit } from '../../src/audit/audit.js'
import { CheckpointStore } from '../../src/audit/checkpoint.store.js'
import { PgAuditStore } from '../../src/audit/pg-audit.store.js'
import type { AuditFilter } from '../../src/audit/audit.store.js'
import type { Database } from '../../src/database/index.js'
import type { AuditSink } from '../../src/audit/sinks/audit-sink.js'
import { AuditSinkStore } from '../../src/audit/sinks/audit-sink.store.js'
import { configOf } from '../../src/config/index.js'
import { LocalKeyVault } from '../../src/identity/local-key-vault.js'
import { Clock, type Random } from '../../src/telemetry/index.js'
import { TestDatabase } from '../support/test-database.js'
import type { WebhookOutbox } from '../../src/webhooks/index.js'

const DAY_MS = 24 * 60 * 60 * 1000
const AGENT = { type: 'password', role: 'owner', ip: '192.0.2.1' } as const
const random = { bytes: randomBytes } as unknown as Random

class SetClock extends Clock {
  ms = Date.parse('2026-01-01T12:00:00Z')

  override nowMs(): number {
    return this.ms
  }
}

let database: TestDatabase
let clock: SetClock
let store: PgAuditStore
let audit: Audit
let checkpoints: AuditCheckpoints
let verification: AuditVerification
let retention: AuditRetention
/** Those that are set. */
let sinks: AuditSink[]

const deed = (id: string) => ({
  action: 'account.lock',
  target: { type: 'account', id },
  reason: 'a reason',
  before: { state: 'active' },
  after: { state: 'locked', accessToken: 'a secret' },
})
const note = async (...ids: string[]) => {
  for (const id of ids) await audit.note(AGENT, deed(id))
}
/** What somebody does who may do everything to the database. */
const tamper = async (text: string, values: unknown[] = []) => {
  await database.work.run(async (tx) => {
    await tx.query({ text: `SET LOCAL session_replication_role = 'replica'` })
    await tx.query({ text, values })
  })
}
const problems = async () => (await verification.run()).problems

beforeEach(async () => {
  database = await TestDatabase.open()
  clock = new SetClock()
  const { db, work } = database
  store = new PgAuditStore(db)
  audit = new Audit(store, work, clock, { record: () => Promise.resolve() } as unknown as WebhookOutbox)
  const vault = new LocalKeyVault(Buffer.alloc(32, 1), randomBytes)
  const keys = new AuditKeys(db, new AuditKeyTable(db), vault, clock, random)
  const signed = new CheckpointStore(db)
  checkpoints = new AuditCheckpoints(store, signed, keys, db, clock)
  verification = new AuditVerification(store, signed, keys, db)
  sinks = []
  retention = new AuditRetention(
    new AuditRelease(
      signed,
      {
        get all() {
          return sinks
        },
      },
      new AuditSinkStore(db),
      db,
    ),
    checkpoints,
    work,
    clock,
    configOf(AuditConfig, { retentionDays: 10 }),
  )
})
afterEach(() => database?.close())

describe('the audit', () => {
  it('is sound when there is nothing in it', async () => {
    expect(await verification.run()).toMatchObject({ isSound: true, entries: 0 })
  })

  it('keeps what was done, in the order of the transactions, without secrets', async () => {
    await note('a', 'b')
    const [latest, first] = await store.list({}, { after: undefined, ascending: false }, 10)
    expect(latest).toMatchObject({ seq: 2, agent: AGENT, target: { id: 'b' }, reason: 'a reason' })
    expect(first!.hash).toEqual(latest!.previousHash)
    expect(latest!.after).not.toContain('a secret')
    expect(await verification.run()).toMatchObject({ isSound: true, from: 1, to: 2, entries: 2 })
  })

  it('has no gap after a transaction that was rolled back', async () => {
    await note('a')
    const failed = database.work.run(async (tx) => {
      await audit.record(tx, AGENT, deed('b'))
      throw new Error('not done')
    })
    await expect(failed).rejects.toThrow('not done')
    await note('c')
    expect(await verification.run()).toMatchObject({ isSound: true, to: 2 })
  })

  it('has one order, however many write at a time', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, i) => audit.note(AGENT, deed(String(i)))))
    expect(await verification.run()).toMatchObject({ isSound: true, entries: 20 })
  })

  it.each([
    ['UPDATE audit_entry SET reason = NULL WHERE seq = 1'],
    ['DELETE FROM audit_entry WHERE seq = 1'],
    ['TRUNCATE audit_entry'],
  ])('is not changed by the server: %s', async (text) => {
    await note('a')
    await expect(database.rows(text)).rejects.toThrow('neither changed nor removed')
    expect(await verification.run()).toMatchObject({ isSound: true, entries: 1 })
  })

  it.each([
    [{ action: 'account.lock' }, ['b', 'a']],
    [{ target: 'a' }, ['a']],
    [{ actor: 'nobody' }, []],
    [{ outcome: 'denied' }, []],
    [{ from: new Date('2026-01-01T12:00:00Z'), to: new Date('2026-01-02T00:00:00Z') }, ['b', 'a']],
    [{ to: new Date('2026-01-01T12:00:00Z') }, []],
  ])('is searched by %j', async (filter, ids) => {
    await note('a', 'b')
    const found = await store.list(filter, { after: undefined, ascending: false }, 10)
    expect(found.map(({ target }) => target!.id)).toEqual(ids)
    expect(await store.count(filter, 10)).toBe(ids.length)
  })
})

describe('the audit is searched', () => {
  const BEGIN_MS = Date.parse('2026-01-01T12:00:00Z')
  const MINUTE_MS = 60_000
  const at = (minutes: number) => new Date(BEGIN_MS + minutes * MINUTE_MS)
  /** So many entries, one each minute, of 50 actions and 20 tokens. */
  const fill = async (count: number) => {
    await database.rows(
      `INSERT INTO audit_entry (seq, at, action, outcome, actor_type, actor_id, actor_more, previous_hash, hash)
       SELECT i, $2::timestamptz + i * interval '1 minute', 'room' || i % 50 || '.deed', 'done',
              CASE i % 5 WHEN 0 THEN 'token' ELSE 'member' END, 'actor' || i % 100,
              '{"onBehalfOf":"did:plc:maker' || i % 20 || '"}', '', ''
         FROM generate_series(1, $1::int4) AS i`,
      [count, at(0)],
    )
    await database.rows('VACUUM ANALYZE audit_entry')
  }
  const seqs = async (filter: AuditFilter, after?: { seq: number; at: Date }, ascending = false) =>
    (await store.list(filter, { after, ascending }, 3)).map(({ seq }) => seq)

  it('by time, type, maker and beginning, page by page in both directions', async () => {
    await fill(1_000)
    expect(await seqs({ from: at(10), to: at(20) })).toEqual([19, 18, 17])
    expect(await seqs({ from: at(10), to: at(20) }, { seq: 17, at: at(17) })).toEqual([16, 15, 14])
    expect(await seqs({ from: at(10), to: at(20) }, { seq: 17, at: at(17) }, true)).toEqual([18, 19])
    expect(await seqs({ actorType: 'token' })).toEqual([1_000, 995, 990])
    expect(await seqs({ onBehalfOf: 'did:plc:maker5' }, { seq: 985, at: at(985) })).toEqual([965, 945, 925])
    expect(await seqs({ onBehalfOf: 'did:plc:maker1' })).toEqual([])
    expect(await seqs({ action: 'room7.*', to: at(100) })).toEqual([57, 7])
    expect(await seqs({ action: 'room7*', to: at(100) })).toEqual([57, 7])
    expect(await seqs({ action: 'room4*', to: at(30) })).toEqual([4])
    expect(await seqs({ action: 'room*7' })).toEqual([])
    expect(await store.actions()).toHaveLength(50)
  })

  it.each<[string, AuditFilter]>([
    ['a time', { from: at(10), to: at(20) }],
    ['a time of long ago', { to: at(20) }],
    ['an action within a time', { from: at(10), to: at(20), action: 'room7.*' }],
    ['whoever has made tokens', { onBehalfOf: 'did:plc:maker5' }],
    ['a type that is rare', { actorType: 'command' }],
  ])('by an index, where it is %s', async (_what, filter) => {
    await fill(20_000)
    const plans: string[] = []
    const explaining = {
      query: async ({ text, values = [] }: { text: string; values?: unknown[] }) => {
        const rows = await database.rows<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`, values)
        plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'))
        return { rows: [], rowCount: 0 }
      },
    }
    const explained = new PgAuditStore(explaining as unknown as Database)
    await explained.list(filter, { after: undefined, ascending: false }, 51)
    expect(plans[0]).toMatch(
      /Index (?:Only )?Scan.* using audit_entry_(?:at|behalf|actor_type)_idx|on audit_entry_(?:at|behalf|actor_type|action)_idx/,
    )
    expect(plans[0]).not.toContain('Seq Scan')
    expect(plans[0]).not.toContain('audit_entry_pkey')
  })
})

describe('verification finds', () => {
  beforeEach(async () => {
    await note('a', 'b', 'c', 'd')
  })

  it.each([
    ["at = at + interval '1 ms'"],
    ["action = 'account.unlock'"],
    ["outcome = 'denied'"],
    ["actor_type = 'token'"],
    ["actor_id = 'did:plc:somebody'"],
    ["actor_id = ''"],
    ["actor_more = '{}'"],
    ["actor_more = actor_more || ' '"],
    ["actor_more = 'no JSON'"],
    ["target_type = 'token'"],
    ["target_id = 'z'"],
    ['target_type = NULL'],
    ['target_id = NULL'],
    ["request_id = 'another'"],
    ['reason = NULL'],
    ["reason = ''"],
    ['before = NULL'],
    ["after = replace(after, 'locked', 'active')"],
    ["hash = sha256('another')"],
  ])('an entry of which something was altered: %s', async (change) => {
    await tamper(`UPDATE audit_entry SET ${change} WHERE seq = 2`)
    expect(await problems()).toContainEqual({ seq: 2, problem: 'entry altered' })
  })

  it('an entry that was altered together with its digest', async () => {
    const [entry] = await store.after(database.db, 1, 1)
    const { hashOf } = await import('../../src/audit/audit-entry.js')
    const hash = hashOf({ ...entry!, reason: 'another' }, entry!.previousHash)
    await tamper(`UPDATE audit_entry SET reason = 'another', hash = $1 WHERE seq = 2`, [hash])
    expect(await problems()).toEqual([{ seq: 3, problem: 'chain broken' }])
  })

  it('an entry that was removed', async () => {
    await tamper('DELETE FROM audit_entry WHERE seq = 2')
    expect(await problems()).toContainEqual({ seq: 2, problem: 'entries missing' })
  })

  it('that the first entries were removed', async () => {
    await tamper('DELETE FROM audit_entry WHERE seq < 3')
    expect(await problems()).toContainEqual({ seq: 1, problem: 'entries missing' })
  })

  it('that the last entry was removed', async () => {
    await tamper('DELETE FROM audit_entry WHERE seq = 4')
    expect(await problems()).toEqual([{ seq: 4, problem: 'end missing' }])
  })

  it('entries that were put in each other’s place', async () => {
    await tamper('UPDATE audit_entry SET seq = CASE seq WHEN 2 THEN 300 ELSE 200 END WHERE seq IN (2, 3)')
    await tamper('UPDATE audit_entry SET seq = CASE seq WHEN 300 THEN 3 ELSE 2 END WHERE seq IN (200, 300)')
    expect((await problems()).map(({ seq }) => seq)).toEqual(expect.arrayContaining([2, 3]))
  })

  it('that the end was removed with all that names it, by the checkpoint', async () => {
    expect(await checkpoints.run()).toBe(1)
    expect(await checkpoints.run()).toBe(0)
    await tamper('DELETE FROM audit_entry WHERE seq = 4')
    await tamper('UPDATE audit_head SET seq = 3, hash = (SELECT hash FROM audit_entry WHERE seq = 3)')
    expect(await problems()).toEqual([{ seq: 4, problem: 'end missing' }])
  })

  it('what is wrong in a stretch, and nothing of what is not in it', async () => {
    await checkpoints.run()
    await note('e')
    expect(await verification.stretch({ from: 2, limit: 2 })).toMatchObject({
      ...{ isSound: true, isWhole: false, from: 2, to: 3, entries: 2, checkpoints: 0 },
    })
    expect(await verification.stretch({ from: 1, limit: 5 })).toMatchObject({ isWhole: true, checkpoints: 1 })
    expect(await verification.newest(9)).toEqual(await verification.run())
    expect(await verification.newest(1)).toMatchObject({ isSound: true, isWhole: false, from: 5, to: 5 })
    expect(await verification.stretch({ from: 100, limit: 1 })).toMatchObject({ isSound: true, entries: 0 })
    await tamper('UPDATE audit_entry SET reason = NULL WHERE seq = 2')
    expect((await verification.stretch({ from: 2, limit: 1 })).problems).toEqual([
      { seq: 2, problem: 'entry altered' },
    ])
    expect((await verification.newest(3)).problems).toEqual([])
    await tamper('DELETE FROM audit_entry WHERE seq IN (1, 5)')
    expect((await verification.stretch({ from: 1, limit: 1 })).problems).toContainEqual({
      ...{ seq: 1, problem: 'entries missing' },
    })
    expect((await verification.newest(2)).problems).toEqual([{ seq: 5, problem: 'end missing' }])
  })

  it('nothing more when it is ended, and says how far it is', async () => {
    const told: number[][] = []
    await verification.run({ progress: async (...far) => void told.push(far) })
    expect(told).toEqual([[4, 4]])
    const ended = verification.run({ signal: AbortSignal.abort(new Error('cancelled')) })
    await expect(ended).rejects.toThrow('cancelled')
    expect(await verification.run()).toMatchObject({ isSound: true, isWhole: true })
  })

  it('a checkpoint that was altered, or signed by somebody else', async () => {
    await checkpoints.run()
    await tamper(`UPDATE audit_checkpoint SET at = at - interval '1 day'`)
    expect(await problems()).toEqual([{ seq: 4, problem: 'checkpoint forged' }])
    await tamper(`UPDATE audit_checkpoint SET at = at + interval '1 day', key_id = 'did:key:another'`)
    expect(await problems()).toEqual([{ seq: 4, problem: 'checkpoint forged' }])
  })
})

describe('retention', () => {
  /** Whether somebody is held. */
  const hold = (isHeld: boolean) =>
    database.rows(
      `INSERT INTO repo (did, root, data, rev, commit_block, is_held) VALUES ('did:plc:held', '', '', 'a', '', $1)
       ON CONFLICT (did) DO UPDATE SET is_held = excluded.is_held`,
      [isHeld],
    )
  const tenDaysAgo = () => new Date(clock.nowMs() - 10 * 24 * 60 * 60 * 1000)
  it('removes what is old as far as a checkpoint; the rest can still be verified', async () => {
    await note('a', 'b')
    await checkpoints.run()
    clock.ms += 6 * DAY_MS
    await note('c')
    await checkpoints.run()
    clock.ms += 5 * DAY_MS
    await note('d')
    expect(await retention.remove(tenDaysAgo())).toBe(2)
    expect(await verification.run()).toMatchObject({ isSound: true, from: 3, to: 4, entries: 2 })
    expect(await retention.remove(tenDaysAgo())).toBe(0)
    clock.ms += 30 * DAY_MS
    expect(await retention.remove(tenDaysAgo())).toBe(1)
    expect(await verification.run()).toMatchObject({ isSound: true, from: 4, to: 4 })
  })

  it('lets nothing go that a sink does not have, nor anything while an account is held', async () => {
    await note('a', 'b')
    await checkpoints.run()
    await note('c')
    await checkpoints.run()
    clock.ms += 11 * DAY_MS
    const places = new AuditSinkStore(database.db)
    const send = () => Promise.resolve()
    sinks = [
      { name: 'quick', send },
      { name: 'slow', send },
    ]
    expect([await retention.count(tenDaysAgo()), await retention.remove(tenDaysAgo())]).toEqual([0, 0])
    const reached = (name: string, seq: number) =>
      database.work.run(async (tx) => {
        await places.claim(tx, name, tenDaysAgo())
        await places.advance(tx, name, seq, tenDaysAgo())
      })
    await reached('quick', 3)
    expect(await retention.remove(tenDaysAgo())).toBe(0)
    await reached('slow', 2)
    expect(await retention.count(tenDaysAgo())).toBe(2)
    await hold(true)
    expect([await retention.count(tenDaysAgo()), await retention.remove(tenDaysAgo())]).toEqual([0, 0])
    await hold(false)
    expect(await retention.remove(tenDaysAgo())).toBe(2)
    expect(await verification.run()).toMatchObject({ isSound: true, from: 3, to: 3 })
  })

  it('by somebody else is noticed', async () => {
    await note('a', 'b', 'c')
    await checkpoints.run()
    await tamper('DELETE FROM audit_entry WHERE seq <= 2')
    await tamper(`INSERT INTO audit_checkpoint
      SELECT 2, 'start', (SELECT previous_hash FROM audit_entry WHERE seq = 3), at, key_id, signature FROM audit_checkpoint`)
    expect(await problems()).toContainEqual({ seq: 2, problem: 'checkpoint forged' })
  })
})
