import { jest } from '@jest/globals'
import { PassThrough, Readable } from 'node:stream'
import { getQueueToken } from '@nestjs/bullmq'
import type { Queue } from 'bullmq'
import type pg from 'pg'
import { eventually } from '../support/eventually.js'
import type { INestApplicationContext } from '@nestjs/common'
import { ModulesContainer, NestFactory } from '@nestjs/core'
import { CommandLine } from '../../src/commands/command-line.js'
import { COMMANDS } from '../../src/commands/command-table.js'
import { HousekeepingTasks } from '../../src/jobs/housekeeping-tasks.js'
import { EventPacker } from '../../src/sequencer/event-packer.js'
import { findRoutes } from '../../src/xrpc/route-table.js'
import { AdminApi, type Operation, operations } from '../support/admin-api.js'
import { admin, WholeServer } from '../support/whole-server.js'
import { PREPARED, prepareFor, tidyUp, workDone } from './admin-changes.js'
import { AUDITED_COMMANDS, OTHER_COMMANDS } from './audited-commands.js'
import { CHANGING, READING } from './admin-method-calls.js'

let server: WholeServer
let api: AdminApi

/** How a command ends, and what it says of failures. */
const pds = async (name: string, args: readonly string[]) => {
  const [output, errors] = [new PassThrough().resume(), new PassThrough().setEncoding('utf8')]
  const line = new CommandLine(COMMANDS, { input: Readable.from([]), output, errors })
  const code = await line.run([...name.split(' '), ...args])
  return { name, code, said: String(errors.end().read() ?? '') }
}

afterEach(tidyUp)

const isChange = ({ method }: Operation) => method !== 'GET'
const changes = operations()
  .filter(isChange)
  .map((one) => [one.id, one] as const)

/** Tables that say nothing of what an administrator has changed, and why. All others stay as they are. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  account_seen: 'it is written down every minute who was here',
  admin_measure: 'what is measured is written down all the time',
  audit_checkpoint: 'the end of the chain is signed now and then',
  crawler: 'relays are told in the background of what happened before',
  did_document: 'a cache',
  firehose_node: 'nodes say every few seconds who reads events',
  handle_claim: 'a handle is claimed before the directory is asked; housekeeping takes it back',
  housekeeping_run: 'how housekeeping went',
  method_timing: 'what is measured is written down all the time',
  plc_operation: 'the directory is asked before the transaction; housekeeping settles what is left half-way',
  repo_node: 'rows of repositories that were removed before go by and by',
  repo_removed: 'the same',
}
/** Columns that say how something goes on by itself. */
const GOES_ON: Readonly<Record<string, readonly string[]>> = {
  webhook: ['failures', 'paused_until'],
  webhook_delivery: ['attempts', 'attempted_at', 'due_at', 'ended_at', 'status', 'error'],
}
const keptOf = (table: string) => {
  const left = GOES_ON[table]
  return left ? `to_jsonb(row) - '{${left.join()}}'::text[]` : 'row'
}
const HOUR_MS = 3_600_000
let tables: string[]
/** Stays: to connect anew each time takes longer than to look. */
let watch: pg.Client
/** Letters that were put into the outbox. */
let letters = 0
const state = async (): Promise<Record<string, string>> => {
  const digests = tables.map(
    (table) =>
      `(SELECT md5(coalesce(string_agg(kept, ',' ORDER BY kept), ''))
        FROM (SELECT (${keptOf(table)})::text AS kept FROM ${table} AS row) AS rows) AS ${table}`,
  )
  const { rows } = await watch.query<Record<string, string>>({
    name: 'state',
    text: `SELECT ${digests.join(', ')}`,
  })
  return { ...rows[0]!, letters: String(letters) }
}
/** Waits until everything is done that follows by itself from what was prepared. */
const quiet = async () => {
  await workDone()
  await eventually(async () => (await watch.query('SELECT FROM event_pending')).rowCount === 0)
}
const ENTRIES = 'SELECT action, outcome, actor_type FROM audit_entry ORDER BY seq'
const entries = () => server.sql<{ action: string; outcome: string; actor_type: string }>(ENTRIES)

beforeAll(async () => {
  // It ends what has run out, and would do so in the middle of this suite, which takes about a minute.
  jest.spyOn(HousekeepingTasks.prototype, 'firstRun').mockImplementation(() => Date.now() + HOUR_MS)
  // It moves events to other tables a moment after they happened.
  jest.spyOn(EventPacker.prototype, 'onApplicationBootstrap').mockResolvedValue()
  server = await WholeServer.start({
    PDS_RATE_LIMITS_ENABLED: 'false',
    PDS_HANDLE_QUARANTINE_DAYS: '90',
    PDS_CRAWLERS: 'http://localhost:9',
    PDS_BACKUP_TARGET: '/nowhere/at/all',
    PDS_BACKUP_PASSPHRASE: 'a passphrase of the tests',
  })
  api = new AdminApi(server)
  prepareFor(server, api)
  const mails = server.app.get<Queue>(getQueueToken('mail'), { strict: false })
  const add = mails.add.bind(mails)
  // Commands are part of this application: one of its own for each takes seconds.
  const lent = Object.assign(Object.create(server.app) as INestApplicationContext, {
    close: () => Promise.resolve(),
    useLogger: () => undefined,
  })
  jest.spyOn(NestFactory, 'createApplicationContext').mockResolvedValue(lent)
  mails.add = (...job) => {
    letters++
    return add(...job)
  }
  const all = await server.sql<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`,
  )
  watch = await server.connect()
  tables = all.map(({ name }) => name).filter((name) => !(name in LEFT_OUT))
  expect(tables).toEqual(expect.arrayContaining(['account', 'audit_entry', 'webhook']))
})
afterAll(async () => {
  jest.restoreAllMocks()
  await watch?.end()
  await server?.close()
})

it('every operation that changes something is tried here', () => {
  expect(Object.keys(PREPARED).sort()).toEqual(changes.map(([id]) => id).sort())
})

it('and so is every method of administrators', () => {
  const { methods } = findRoutes(server.app.get(ModulesContainer))
  const ofAdministrators = (kind: string) =>
    [...methods.values()]
      .filter(({ access, method }) => access.kind === 'admin' && method.kind === kind)
      .map(({ method }) => method.nsid)
  expect(Object.keys(CHANGING).sort()).toEqual(ofAdministrators('procedure').sort())
  expect(Object.keys(READING).sort()).toEqual(ofAdministrators('query').sort())
})

it('and every command', () => {
  const names = [...Object.keys(AUDITED_COMMANDS), ...Object.keys(OTHER_COMMANDS)]
  expect(names.sort()).toEqual(COMMANDS.map(({ name }) => name).sort())
})

describe('leaves one entry', () => {
  /** By the request itself: work that it has begun leaves entries of its own. */
  const left = (headers: Record<string, string | undefined>) =>
    server.sql(`SELECT action, outcome, actor_type FROM audit_entry WHERE request_id = $1`, [
      headers['x-request-id'],
    ])
  const entry = { action: expect.any(String), outcome: 'done', actor_type: 'password' }

  it.each(Object.entries(CHANGING))('%s', async (nsid, prepare) => {
    const { status, json, headers } = await server.post(nsid, await prepare(server), admin)
    expect({ status, json }).toMatchObject({ status: 200 })
    expect(await left(headers)).toEqual([entry])
  })

  it.each(Object.entries(READING))('%s', async (nsid, prepare) => {
    const params = (await prepare(server)) as Record<string, string>
    const { status, headers } = await server.get(nsid, params, admin)
    expect(status).toBe(200)
    expect(await left(headers)).toEqual([entry])
    const [{ after }] = (await server.sql(`SELECT after FROM audit_entry ORDER BY seq DESC LIMIT 1`)) as [
      { after: string },
    ]
    expect(JSON.parse(after)).toMatchObject({ path: `/xrpc/${nsid}` })
    expect(after).not.toMatch(/[a-z0-9.]{2,}@/)
  })

  it.each(changes)('%s', async (id, { method }) => {
    const { path, body, as = api } = await PREPARED[id]!()
    const { status, json, headers } = await as.send(method, path, body)
    expect({ isDone: status >= 200 && status < 300, json }).toMatchObject({ isDone: true })
    expect(await left(headers)).toEqual([{ ...entry, actor_type: as === api ? 'password' : 'member' }])
  })
})

describe('does nothing that cannot be written down', () => {
  // Switched on and off by a row: to make a trigger each time makes PostgreSQL plan everything anew.
  const SWITCH = `
    CREATE TABLE audit_fails (now boolean NOT NULL);
    INSERT INTO audit_fails VALUES (false);
    CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF (SELECT now FROM public.audit_fails) THEN RAISE EXCEPTION 'the disk is full'; END IF;
        RETURN NEW;
      END $$;
    CREATE TRIGGER fail BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION fail()`
  const failFromNowOn = () => watch.query('UPDATE audit_fails SET now = true')
  beforeAll(() => watch.query(SWITCH))
  // Handles that were claimed would be given while others are tried.
  afterEach(() => watch.query('UPDATE audit_fails SET now = false; DELETE FROM handle_claim'))

  it.each(Object.entries(CHANGING))('%s', async (nsid, prepare) => {
    const input = await prepare(server)
    await quiet()
    await failFromNowOn()
    const before = await state()
    expect((await server.post(nsid, input, admin)).status).toBe(500)
    expect(await state()).toEqual(before)
  })

  it.each(Object.entries(AUDITED_COMMANDS))('pds %s', async (name, prepare) => {
    const args = await prepare(server)
    await quiet()
    await failFromNowOn()
    const before = await state()
    expect(await pds(name, args)).toMatchObject({
      ...{ name, code: 1 },
      said: expect.stringContaining('the disk is full'),
    })
    expect(await state()).toEqual(before)
  })

  it.each(Object.entries(READING))('%s', async (nsid, prepare) => {
    const params = (await prepare(server)) as Record<string, string>
    await failFromNowOn()
    const { status, json } = await server.get(nsid, params, admin)
    expect([status, json.error]).toEqual([500, 'InternalServerError'])
  })

  it.each(changes)('%s', async (id, { method }) => {
    const { path, body, as = api } = await PREPARED[id]!()
    await quiet()
    await failFromNowOn()
    const before = await state()
    const { status, json } = await as.send(method, path, body)
    expect([status, json.code]).toEqual([500, 'internal_error'])
    expect(await state()).toEqual(before)
  })
})

describe('the audit', () => {
  it('has an entry of whoever was not allowed to do something, and of whoever looked', async () => {
    const member = await server.signUp()
    await api.assign(member.did, 'help-desk')
    const helper = await api.signedIn(member.did)
    const before = (await entries()).length
    await helper.post(`accounts/${member.did}/delete`, {})
    await helper.get(`accounts/${member.did}`)
    expect((await entries()).slice(before)).toEqual([
      { action: 'accounts.delete', outcome: 'denied', actor_type: 'member' },
      { action: 'accounts.view', outcome: 'done', actor_type: 'member' },
    ])
  })

  it('has an entry of methods of com.atproto.admin as well', async () => {
    const { did } = await server.signUp()
    const before = (await entries()).length
    await server.post('com.atproto.admin.disableAccountInvites', { account: did }, admin)
    await server.post('com.atproto.admin.updateAccountHandle', { did, handle: `another.test` }, admin)
    expect((await entries()).slice(before).map(({ action }) => action)).toEqual([
      'account.disallowInvites',
      'account.handle',
    ])
  })

  it('says what was looked for in part, and where in a list not at all', async () => {
    const last = async () => {
      const [{ after }] = (await server.sql('SELECT after FROM audit_entry ORDER BY seq DESC LIMIT 1')) as [
        { after: string },
      ]
      return JSON.parse(after) as { query: object }
    }
    const { json } = await api.get('accounts?sort=email&q=Alice@example.com&page[size]=1')
    expect((await last()).query).toMatchObject({ q: 'A***@example.com', sort: 'email' })
    expect(json.data).toEqual([])
    await api.get('accounts?q=alice')
    expect((await last()).query).toEqual({ q: 'a***' })
    await api.get('accounts?q=did:plc:alice')
    expect((await last()).query).toEqual({ q: 'did:plc:alice' })
    const page = (await api.get('accounts?sort=email&page[size]=1')).json.page as { next: string }
    await api.get(`accounts?sort=email&page[after]=${page.next}`)
    expect((await last()).query).toEqual({ sort: 'email', 'page[after]': '…' })
  })

  it('is exported, an entry in a line, and verified', async () => {
    const exported = await api.get('audit/export?filter[action]=account.lock')
    expect(exported.headers['content-type']).toBe('application/x-ndjson')
    const lines = exported.bytes.toString('utf8').trim().split('\n')
    const parsed = lines.map((line) => JSON.parse(line) as { action: string; seq: number })
    expect(parsed.length).toBeGreaterThan(0)
    expect(parsed.every(({ action }) => action === 'account.lock')).toBe(true)
    const { json } = await api.get('audit/verify')
    expect(json).toMatchObject({ isSound: true, problems: [], entries: (await entries()).length })
    for (const query of ['from=0', 'limit=10001', 'from=x'])
      expect((await api.get(`audit/verify?${query}`)).status).toBe(400)
    expect((await api.get('audit/verify?from=2&limit=1')).json).toMatchObject({
      isWhole: false,
      from: 2,
      to: 2,
    })
  })

  it('is verified as a whole in the background, and what came of it is kept', async () => {
    const begun = await api.post('audit/verify')
    expect(begun).toMatchObject({ status: 202, json: { kind: 'audit.verify' } })
    const id = String(begun.json.id)
    const job = async () => (await api.get(`jobs/${id}`)).json
    await eventually(async () => (await job()).state === 'done')
    const { result } = (await job()) as { result: { entries: number } }
    expect(result).toMatchObject({ isSound: true, isWhole: true, problems: [] })
    expect((await api.get('audit/verify?limit=1')).json).toMatchObject({
      entries: 1,
      last: { id, isSound: true, entries: result.entries, endedAt: expect.any(String) },
    })
  })
})
