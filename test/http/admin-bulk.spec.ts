import { getQueueToken } from '@nestjs/bullmq'
import type { Queue } from 'bullmq'
import { BulkRun } from '../../src/admin/bulk/bulk-run.js'
import { BulkStart } from '../../src/admin/bulk/bulk-start.js'
import { BEGINNING_TERMS } from '../../src/admin/jobs/retry-admission.js'
import { LongJobs } from '../../src/jobs/index.js'
import { SealedMail } from '../../src/mail/sealed-mail.js'
import { Grants } from '../../src/roles/index.js'
import { AdminApi, data, outcome } from '../support/admin-api.js'
import { eventually } from '../support/eventually.js'
import { type Answer, WholeServer } from '../support/whole-server.js'

const HOUR_MS = 60 * 60 * 1000

let server: WholeServer
let api: AdminApi

beforeAll(async () => {
  server = await WholeServer.start({ PDS_RATE_LIMITS_ENABLED: 'false' })
  api = new AdminApi(server)
})
afterAll(() => server?.close())

const hold = (did: string, more: object = {}) =>
  api.post('holds', { subjects: [did], reason: 'a case', ...more })
const auditOf = async (did: string, action: string) =>
  data(await api.get(`audit?filter[target]=${did}&filter[action]=${action}`))

describe('bulk work', () => {
  let mails: Queue
  const ended = async (answer: Answer): Promise<Record<string, unknown>> => {
    expect(outcome(answer)).toEqual([202, undefined])
    const path = `bulk/${String(answer.json.id)}`
    await eventually(async () => (await api.get(path)).json.state === 'done')
    return (await api.get(path)).json
  }
  const rowsOf = async (job: Record<string, unknown>) => data(await api.get(`bulk/${String(job.id)}/rows`))
  const lettersTo = async (email: string) => {
    const jobs = await mails.getJobs(['waiting', 'active', 'delayed', 'failed', 'completed'])
    const seals = server.app.get(SealedMail, { strict: false })
    return jobs.filter((job) => seals.open((job.data as { sealed: string }).sealed).to === email)
  }
  beforeAll(async () => {
    mails = server.app.get<Queue>(getQueueToken('mail'), { strict: false })
    // Letters stay in the queue, to be counted.
    await mails.pause()
  })
  afterAll(() => mails.resume())

  it('tells first what it would do, and changes nothing', async () => {
    const { handle, did, email } = await server.signUp()
    const file = [
      'handle,email,displayName,class,role,externalId,locale',
      'anna.test,anna@example.com,Anna,team,auditor,e-1,de',
      `${handle},other@example.com,,,,,`,
      'no handle at all,x@example.com,,,,,',
      'bad.test,not an address,,,,,',
      'anna.test,second@example.com,,,,,',
      'role.test,role@example.com,,,king,,',
      'class.test,class@example.com,,royal,,,',
    ].join('\r\n')
    const job = await ended(await api.post('bulk/accounts?mode=upsert&dryRun=true', `\uFEFF${file}`))
    expect(job).toMatchObject({
      ...{ kind: 'accounts', mode: 'upsert', dryRun: true, outcomes: { create: 1, update: 1, failed: 5 } },
      progress: { done: 7, total: 7, unit: 'accounts' },
    })
    const rows = await rowsOf(job)
    expect(rows.map((row) => row.outcome)).toEqual([
      'create',
      'update',
      ...Array.from({ length: 5 }, () => 'failed'),
    ])
    expect(rows[1]).toMatchObject({ did, detail: 'email' })
    expect(rows[4]!.detail).toBe('The handle is that of row 1')
    expect((await api.get(`accounts/${did}`)).json.email).toBe(email)
    expect(await server.sql(`SELECT FROM account WHERE handle = 'anna.test'`)).toEqual([])
  })

  it('makes handles by a template for those who have none, and tells first which', async () => {
    const role = { id: 'press-desk', name: 'Press Desk', priority: 30, permissions: ['accounts.view'] }
    expect((await api.post('roles', role)).status).toBe(201)
    await server.signUp({ handle: 'lea-muster.test' })
    const file = [
      'email,displayName,role,handle',
      'lea@example.net,Léa Anna Muster,Press desk,',
      'lea2@example.net,Lea Muster,press-desk,',
      'max@example.net,Maximilian Alexander Mustermann,Auditor,',
      'chosen@example.net,Somebody Else,,chosen-one.test',
      '名@example.net,名前,,',
      'boss@example.net,The Boss,owner chief,',
    ].join('\n')
    const template = encodeURIComponent('{{ given }}-{{ family }}')
    const send = (more: string) => api.post(`bulk/accounts?handleTemplate=${template}&${more}`, file)
    const given = (rows: Record<string, unknown>[]) => rows.map(({ handle }) => handle)
    const told = await ended(await send('dryRun=true'))
    expect(told).toMatchObject({ handles: { domain: 'test' }, outcomes: { create: 4, failed: 2 } })
    const toldRows = await rowsOf(told)
    const [first, second] = given(toldRows)
    expect([first, second].sort()).toEqual(['lea-muster2.test', 'lea-muster3.test'])
    expect(given(toldRows).slice(2)).toEqual(['maximilian-muste.test', ...Array(3).fill(undefined)])
    expect(toldRows[4]!.detail).toContain('no handle')
    expect(toldRows[5]!.detail).toContain('There is no role owner chief')
    expect(await server.sql(`SELECT FROM account WHERE email LIKE '%@example.net'`)).toEqual([])
    const done = await ended(await send('handleDomain=TEST'))
    expect(done.outcomes).toEqual({ created: 4, failed: 2 })
    const rows = await rowsOf(done)
    for (const { did, handle, input } of rows.slice(0, 3)) {
      expect((await api.get(`accounts/${String(did)}`)).json).toMatchObject({ handle })
      const { json } = await api.get(`role-assignments?filter[did]=${String(did)}`)
      const { role: wanted } = input as { role: string }
      expect(json.data).toMatchObject([{ role: wanted === 'Auditor' ? 'auditor' : 'press-desk' }])
    }
    const results = await api.get(`bulk/${String(done.id)}/results.csv`)
    expect(results.bytes.toString('utf8')).toContain('maximilian-muste.test')
    for (const query of ['handleTemplate={%25 for %25}', 'handleTemplate=x&handleDomain=none.example'])
      expect((await api.post(`bulk/accounts?${query}`, file)).status).toBe(400)
  })

  it('makes accounts once, with what is known of them, and sends each a code', async () => {
    const lines = [
      '{"handle":"bea.test","email":"Bea@example.com","class":"team","externalId":"e-2","role":"auditor"}',
      '{"handle":"cem.test","email":"cem@example.com"}',
    ]
    const ndjson = { 'content-type': 'application/x-ndjson' }
    const job = await ended(await api.post('bulk/accounts', lines.join('\n'), ndjson))
    expect(job.outcomes).toEqual({ created: 2 })
    const [{ did }] = (await rowsOf(job)) as [{ did: string }]
    expect((await api.get(`accounts/${did}`)).json).toMatchObject({
      handle: 'bea.test',
      email: 'bea@example.com',
    })
    const facts = await api.get(`accounts/${did}/facts`)
    expect(facts.json).toEqual({ class: 'team', externalId: 'e-2', tags: [] })
    expect(data(await api.get(`role-assignments?filter[did]=${did}`))).toMatchObject([{ role: 'auditor' }])
    expect(await lettersTo('bea@example.com')).toHaveLength(1)
    expect(await auditOf(did, 'account.create')).toMatchObject([{ after: { bulk: job.id } }])

    const again = await ended(await api.post('bulk/accounts?mode=skip', lines.join('\n'), ndjson))
    expect(again.outcomes).toEqual({ skipped: 2 })
    const changed = '{"externalId":"e-2","handle":"bea-2.test","locale":"de-AT"}'
    const update = await ended(await api.post('bulk/accounts?mode=update', changed, ndjson))
    expect(await rowsOf(update)).toMatchObject([{ outcome: 'updated', did, detail: 'handle, locale' }])
    expect((await api.get(`accounts/${did}`)).json).toMatchObject({ handle: 'bea-2.test' })
    const unchanged = await ended(await api.post('bulk/accounts?mode=update', changed, ndjson))
    expect(unchanged.outcomes).toEqual({ unchanged: 1 })
  })

  it('goes on where it was killed, and makes nothing twice', async () => {
    const start = server.app.get(BulkStart, { strict: false })
    const runs = server.app.get(BulkRun, { strict: false })
    const queue = server.app.get<Queue>(getQueueToken('long-work'), { strict: false })
    await queue.pause()
    const inputs = ['dan', 'eva', 'fay'].map((name) => ({
      handle: `${name}.test`,
      email: `${name}@example.com`,
    }))
    const wanted = {
      options: { kind: 'accounts', mode: 'create' } as const,
      ...{ dryRun: false, reason: undefined, rows: inputs.map((input) => ({ input })) },
    }
    const grants = Grants.of([{ role: 'owner' }]).toJSON()
    const { id } = await start.begin(wanted, { agent: { type: 'password' }, grants })
    // The draft of an attempt that was killed still has the second handle; the first account has had no letter yet.
    await server.sql(
      `INSERT INTO account_draft (did, handle, input, signing_key_did, signing_key_wrapped, signing_key_kek_id, step)
       VALUES ('did:plc:draft', 'eva.test', '{}', '', '', '', 'reserved')`,
    )
    const { signal } = new AbortController()
    const nothing = () => Promise.resolve()
    const attempt = { id, signal, progress: nothing, note: nothing }
    expect(await runs.pass(attempt, false)).toBe(1)
    await server.sql(`UPDATE bulk_row SET state = 'made', outcome = NULL WHERE job_id = $1 AND number = 1`, [
      id,
    ])
    await server.sql(`DELETE FROM account_draft WHERE did = 'did:plc:draft'`)
    await Promise.all([runs.pass(attempt, false), runs.pass(attempt, false)])
    await queue.resume()
    await eventually(async () => (await api.get(`bulk/${id}`)).json.state === 'done')
    expect((await api.get(`bulk/${id}`)).json).toMatchObject({ outcomes: { created: 3 } })
    const made = await server.sql<{ count: number }>(
      `SELECT count(*)::int AS count FROM account WHERE handle IN ('dan.test', 'eva.test', 'fay.test')`,
    )
    expect(made).toEqual([{ count: 3 }])
  })

  it('does the same to many, and tells what became of each', async () => {
    const members = [await server.signUp(), await server.signUp()]
    const dids = [...members.map(({ did }) => did), 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa']
    const dry = await ended(await api.post('bulk/orders', { verb: 'lock', dids, dryRun: true }))
    expect(dry.outcomes).toEqual({ order: 2, failed: 1 })
    expect((await api.get(`accounts/${dids[0]!}`)).json.state).toBe('active')
    const job = await ended(await api.post('bulk/orders', { verb: 'lock', dids, reason: 'a leak' }))
    expect(job.outcomes).toEqual({ ordered: 2, failed: 1 })
    expect((await rowsOf(job))[0]).toMatchObject({ did: dids[0], detail: 'active → locked' })
    expect(await auditOf(dids[1]!, 'account.lock')).toMatchObject([{ reason: 'a leak' }])
    await hold(dids[0]!)
    const gone = await ended(await api.post('bulk/orders', { verb: 'delete', dids: dids.slice(0, 2) }))
    expect(gone.outcomes).toEqual({ ordered: 1, failed: 1 })
    const file = await api.get(`bulk/${String(gone.id)}/results.csv`)
    expect(file.headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(file.bytes.toString().split('\r\n').slice(0, 2)).toEqual([
      'row,outcome,did,detail,email,handle,displayName,class,role,externalId,locale',
      expect.stringMatching(`^1,failed,${dids[0]!},`),
    ])
  })

  it('lets many leave and stay, and says the same of what they are and may store', async () => {
    const dids = [(await server.signUp()).did, (await server.signUp()).did]
    const order = async (verb: string, more: object = {}) =>
      rowsOf(await ended(await api.post('bulk/orders', { verb, dids, reason: 'a term ends', ...more })))
    const facts = async () => (await api.get(`accounts/${dids[0]!}/facts`)).json
    expect(outcome(await api.post('bulk/orders', { verb: 'offboard', dids, days: 6 }))).toEqual([
      400,
      'invalid_request',
    ])
    expect(await order('offboard', { days: 60, dryRun: true })).toMatchObject([
      { outcome: 'order', detail: 'active' },
      { outcome: 'order' },
    ])
    expect(await order('offboard', { days: 60 })).toMatchObject([
      { outcome: 'ordered', detail: 'active → offboarding' },
      { outcome: 'ordered' },
    ])
    server.clock.advance(30 * 24 * HOUR_MS)
    const [hasty] = await order('offboard', { days: 31, dryRun: true })
    expect(hasty).toMatchObject({ outcome: 'failed', detail: expect.stringContaining('less than a week') })
    expect((await order('cancel-offboard'))[0]).toMatchObject({ detail: 'offboarding → active' })

    expect((await order('set-class', { class: 'team', dryRun: true }))[0]).toMatchObject({
      outcome: 'order',
      detail: '– → team',
    })
    expect(await facts()).toEqual({ tags: [] })
    expect((await order('set-class', { class: 'team' }))[0]).toMatchObject({ outcome: 'ordered' })
    expect((await order('set-class', { class: 'team' }))[0]).toMatchObject({ outcome: 'unchanged' })
    await order('add-tags', { tags: ['Press', 'board'] })
    expect((await order('remove-tags', { tags: ['board'] }))[0]).toMatchObject({
      detail: 'board press → press',
    })
    await order('set-quota', { quotaBytes: 1_000 })
    expect(await facts()).toEqual({ class: 'team', tags: ['press'], quotaBytes: 1_000 })
    await order('set-class', { class: null })
    expect(await facts()).toEqual({ tags: ['press'], quotaBytes: 1_000 })
    expect(await auditOf(dids[0]!, 'account.quota')).toMatchObject([{ reason: 'a term ends' }])
    const many = { tags: Array.from({ length: 20 }, (_none, i) => `t${i}`) }
    expect((await order('add-tags', many))[0]).toMatchObject({ outcome: 'failed' })
    const desk = await server.signUp()
    const role = {
      id: 'bulk-desk',
      name: 'Bulk',
      priority: 20,
      permissions: ['accounts.view', 'accounts.bulk'],
    }
    await api.post('roles', role)
    await api.assign(desk.did, 'bulk-desk')
    const theirs = await api.signedIn(desk.did)
    for (const [verb, more] of [
      ['set-quota', { quotaBytes: 1 }],
      ['offboard', {}],
    ] as const)
      expect(outcome(await theirs.post('bulk/orders', { verb, dids, ...more }))).toEqual([
        403,
        'permission_denied',
      ])
  })

  it('goes on in the name of whoever has it done again, who could have begun it', async () => {
    const [operator, admins, subject, victim] = [
      await server.signUp(),
      await server.signUp(),
      await server.signUp(),
      await server.signUp(),
    ]
    await api.assign(operator.did, 'operator')
    await api.assign(admins.did, 'admin')
    await api.assign(victim.did, 'admin')
    const queue = server.app.get<Queue>(getQueueToken('long-work'), { strict: false })
    await queue.pause()
    const job = await api.post('bulk/orders', { verb: 'lock', dids: [subject.did, victim.did] })
    const path = `jobs/${String(job.json.id)}`
    expect((await api.post(`${path}/cancel`)).status).toBe(200)
    await queue.resume()
    const theirs = await api.signedIn(operator.did)
    expect(outcome(await theirs.post(`${path}/retry`))).toEqual([403, 'permission_denied'])
    const late = await api.signedIn(admins.did)
    server.clock.advance(11 * 60 * 1000)
    expect(outcome(await late.post(`${path}/retry`))).toEqual([403, 'step_up_required'])
    const peer = await api.signedIn(admins.did)
    expect(outcome(await peer.post(`${path}/retry`))).toEqual([200, undefined])
    await eventually(async () => (await api.get(path)).json.state === 'done')
    expect((await api.get(`bulk/${String(job.json.id)}`)).json).toMatchObject({
      outcomes: { ordered: 1, failed: 1 },
    })
    expect(await auditOf(subject.did, 'account.lock')).toMatchObject([{ actor: { id: admins.did } }])
  })

  it('of every kind says what it takes to have it done again', () => {
    const kinds = server.app.get(LongJobs, { strict: false }).kinds
    expect(kinds.sort()).toEqual(Object.keys(BEGINNING_TERMS).sort())
  })

  it('is no way around what one may not do to each', async () => {
    const [moderator, peer] = [await server.signUp(), await server.signUp()]
    await api.assign(moderator.did, 'admin', { domain: 'press.test' })
    await api.assign(peer.did, 'admin')
    const theirs = await api.signedIn(moderator.did)
    const answer = await theirs.post('bulk/orders', { verb: 'lock', dids: [peer.did] })
    expect((await ended(answer)).outcomes).toEqual({ failed: 1 })
    const made = await theirs.post('bulk/accounts', 'handle,email\nelse.test,else@example.com')
    expect((await ended(made)).outcomes).toEqual({ failed: 1 })
    // They see their own jobs, and exports of whom they may export.
    const own = String(made.json.id)
    expect(data(await theirs.get('bulk')).map(({ id }) => id)).toEqual([own, answer.json.id])
    expect((await theirs.get(`bulk/${own}/rows`)).status).toBe(200)
    const others = String(data(await api.get('bulk')).find((job) => job.createdBy === 'password')!.id)
    for (const path of [`bulk/${others}`, `bulk/${others}/rows`, `bulk/${others}/results.csv`])
      expect(outcome(await theirs.get(path))).toEqual([404, 'not_found'])
    expect(outcome(await theirs.get('exports'))).toEqual([400, 'invalid_request'])
    expect(outcome(await theirs.get(`exports?filter[did]=${peer.did}`))).toEqual([404, 'not_found'])
    const reset = await api.signedIn((await server.signUp()).did)
    expect((await reset.post('bulk/orders', { verb: 'lock', dids: [peer.did] })).status).toBe(401)
  })

  it.each([
    ['passwords', 'handle,password\na.test,secret', 'row 0, password'],
    ['a column twice', 'handle,handle\na.test,b.test', 'row 0'],
    ['rows of other lengths', 'handle,email\na.test', '/'],
    ['no rows', 'handle,email\n', '/'],
    ['values that are too long', `handle\n${'a'.repeat(400)}`, 'row 1, handle'],
  ])('does not begin with %s', async (_name, text, at) => {
    const { status, json } = await api.post('bulk/accounts', text)
    expect([status, json.errors]).toEqual([400, [{ at, message: expect.any(String) }]])
  })

  it('takes files that are texts only', async () => {
    expect((await api.post('bulk/accounts', {})).json.code).toBe('unsupported_media_type')
    const lines = await api.post('bulk/accounts', '{"handle":\n', { 'content-type': 'application/x-ndjson' })
    expect(lines.status).toBe(400)
  })

  it('gives all accounts as a file that computes nothing', async () => {
    const { did } = await server.signUp()
    const name = `=HYPERLINK("http://bad.example")`
    await server.sql(`INSERT INTO member_facts (did, display_name, updated_at) VALUES ($1, $2, now())`, [
      did,
      name,
    ])
    const file = await api.get('accounts.csv')
    const lines = file.bytes.toString().split('\r\n')
    const [{ count }] = (await server.sql('SELECT count(*)::int AS count FROM account')) as [
      { count: number },
    ]
    expect([file.status, lines.length]).toEqual([200, count + 2])
    expect(lines.find((line) => line.startsWith(did))).toContain(`"'=HYPERLINK(""http://bad.example"")"`)
  })
})
