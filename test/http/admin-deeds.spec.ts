import { getQueueToken } from '@nestjs/bullmq'
import type { Queue } from 'bullmq'
import { ScheduledDeletions } from '../../src/lifecycle/scheduled-deletions.js'
import { BulkRun } from '../../src/admin/bulk/bulk-run.js'
import { BulkStart } from '../../src/admin/bulk/bulk-start.js'
import { SealedMail } from '../../src/mail/sealed-mail.js'
import { Grants } from '../../src/roles/index.js'
import { eventually } from '../support/eventually.js'
import { AdminApi, data, outcome } from '../support/admin-api.js'
import { admin, type Answer, bearer, type Member, WholeServer } from '../support/whole-server.js'

const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS

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

describe('with two Owners, what cannot be undone', () => {
  const owners: Member[] = []
  let first: AdminApi
  let second: AdminApi
  let helper: AdminApi
  beforeAll(async () => {
    for (const role of ['owner', 'owner', 'help-desk'] as const) {
      const member = await server.signUp()
      owners.push(member)
      expect((await api.assign(member.did, role)).status).toBe(201)
    }
    first = await api.signedIn(owners[0]!.did)
    second = await api.signedIn(owners[1]!.did)
    helper = await api.signedIn(owners[2]!.did)
  })

  const asked = async (did: string): Promise<string> => {
    const answer = await first.post(`accounts/${did}/delete`, { reason: 'left' })
    expect([answer.status, answer.json]).toEqual([
      202,
      expect.objectContaining({ action: 'account.delete', state: 'pending', requestedBy: owners[0]!.did }),
    ])
    return String(answer.json.id)
  }
  const isThere = async (did: string) => (await api.get(`accounts/${did}`)).status === 200

  it('is done when another one agrees, once, and both are in the audit', async () => {
    const { did } = await server.signUp()
    const id = await asked(did)
    expect(outcome(await first.post(`approvals/${id}/approve`, {}))).toEqual([403, 'another_person_needed'])
    expect(outcome(await api.post(`approvals/${id}/approve`, {}))).toEqual([403, 'another_person_needed'])
    expect(outcome(await helper.post(`approvals/${id}/approve`, {}))).toEqual([403, 'permission_denied'])
    expect(await isThere(did)).toBe(true)
    const pending = await second.get('approvals?filter[state]=pending&count=true')
    expect(pending.json).toMatchObject({ count: 1, data: [{ id, reason: 'left' }] })
    const answers = await Promise.all([1, 2, 3].map(() => second.post(`approvals/${id}/approve`, {})))
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1)
    expect(await isThere(did)).toBe(false)
    expect(await auditOf(did, 'account.delete')).toContainEqual(
      expect.objectContaining({
        outcome: 'done',
        reason: 'left',
        actor: expect.objectContaining({ id: owners[1]!.did, approvals: [owners[0]!.did, owners[1]!.did] }),
      }),
    )
    expect((await api.get('audit/verify')).json).toMatchObject({ isSound: true })
    expect(outcome(await second.post(`approvals/${id}/approve`, {}))).toEqual([409, 'approval_closed'])
  })

  it('is refused by another one, or taken back', async () => {
    const { did } = await server.signUp()
    const id = await asked(did)
    expect(outcome(await first.post(`approvals/${id}/deny`, { reason: 'a mistake' }))).toEqual([
      204,
      undefined,
    ])
    expect(outcome(await second.post(`approvals/${id}/approve`, {}))).toEqual([409, 'approval_closed'])
    expect(data(await first.get('approvals?filter[state]=denied'))).toMatchObject([
      { id, decidedBy: owners[0]!.did, decisionReason: 'a mistake' },
    ])
    expect(await isThere(did)).toBe(true)
  })

  it('is void after a while', async () => {
    const { did } = await server.signUp()
    const id = await asked(did)
    server.clock.advance(3 * DAY_MS + 1)
    const again = await api.signedIn(owners[1]!.did)
    expect(outcome(await again.post(`approvals/${id}/approve`, {}))).toEqual([409, 'approval_closed'])
    expect(data(await api.get('approvals?filter[state]=expired'))).toMatchObject([{ id, state: 'expired' }])
    first = await api.signedIn(owners[0]!.did)
    second = again
  })

  it('includes releasing holds and changing signing keys', async () => {
    const { did } = await server.signUp()
    const [{ id: holdId }] = data(await hold(did)) as [{ id: string }]
    const release = await first.post(`holds/${holdId}/release`, { reason: 'over' })
    expect([release.status, release.json.action]).toEqual([202, 'hold.release'])
    expect(outcome(await second.post(`approvals/${String(release.json.id)}/approve`, {}))).toEqual([
      204,
      undefined,
    ])
    expect(data(await api.get(`holds?filter[did]=${did}`))).toMatchObject([
      { releasedBy: owners[1]!.did, releaseReason: 'over' },
    ])

    const reserved = await server.post('com.atproto.server.reserveSigningKey', { did })
    const signingKey = reserved.json.signingKey as string
    const change = await first.post(`accounts/${did}/signing-key`, { signingKey })
    expect([change.status, change.json.action]).toEqual([202, 'account.signingKey'])
    expect(outcome(await second.post(`approvals/${String(change.json.id)}/approve`, {}))).toEqual([
      204,
      undefined,
    ])
    const log = data(await api.get(`accounts/${did}/plc-log`)) as { operation: object }[]
    expect(log.at(-1)!.operation).toMatchObject({ verificationMethods: { atproto: signingKey } })
  })

  it('includes deleting many', async () => {
    const dids = [(await server.signUp()).did, (await server.signUp()).did]
    const wanted = await first.post('bulk/orders', { verb: 'delete', dids, reason: 'bots' })
    expect([wanted.status, wanted.json.action]).toEqual([202, 'bulk.delete'])
    expect(outcome(await second.post(`approvals/${String(wanted.json.id)}/approve`, {}))).toEqual([
      204,
      undefined,
    ])
    await eventually(async () => !(await isThere(dids[0]!)) && !(await isThere(dids[1]!)))
    expect(await auditOf(dids[0]!, 'account.delete')).toMatchObject([
      { reason: 'bots', actor: { approvals: [owners[0]!.did, owners[1]!.did] } },
    ])
  })

  it('includes offboarding in less than a week', async () => {
    const { did } = await server.signUp()
    const path = `accounts/${did}/offboard`
    expect(outcome(await first.post(path, { days: 7 }))).toEqual([200, undefined])
    // The end is counted from the first time.
    server.clock.advance(DAY_MS)
    first = await api.signedIn(owners[0]!.did)
    second = await api.signedIn(owners[1]!.did)
    expect(outcome(await first.post(path, { days: 7 }))).toEqual([200, undefined])
    const end = (await api.get(`accounts/${did}`)).json.offboardUntil
    const wanted = await first.post(path, { days: 1, reason: 'at once' })
    expect([wanted.status, wanted.json.action]).toEqual([202, 'account.offboard'])
    expect((await api.get(`accounts/${did}`)).json.offboardUntil).toBe(end)
    const leave = await first.post('migrations', { direction: 'out', accounts: [{ account: did }], days: 1 })
    expect(leave.status).toBe(403)
    const identity = await server.signUp()
    const given = await api.assign(identity.did, 'identity-admin')
    const theirs = await api.signedIn(identity.did)
    expect(outcome(await theirs.post(path, { days: 1 }))).toEqual([403, 'permission_denied'])
    await api.send('DELETE', `role-assignments/${String(given.json.id)}`)
    expect(outcome(await second.post(`approvals/${String(wanted.json.id)}/approve`, {}))).toEqual([
      204,
      undefined,
    ])
    expect((await api.get(`accounts/${did}`)).json.offboardUntil).not.toBe(end)
    expect(await auditOf(did, 'account.offboard')).toContainEqual(
      expect.objectContaining({
        reason: 'at once',
        actor: expect.objectContaining({ approvals: [owners[0]!.did, owners[1]!.did] }),
      }),
    )
  })

  it('is done by no tool alone, whichever way it comes', async () => {
    const { did } = await server.signUp()
    const { status, json } = await server.post('com.atproto.admin.deleteAccount', { did }, admin)
    expect([status, json.error]).toEqual([403, 'InvalidRequest'])
    expect(await isThere(did)).toBe(true)
    const reserved = await server.post('com.atproto.server.reserveSigningKey', { did })
    const { signingKey } = reserved.json
    const key = await server.post('com.atproto.admin.updateAccountSigningKey', { did, signingKey }, admin)
    expect(key.status).toBe(403)
  })

  it('takes nobody else while the other one cannot sign in', async () => {
    const { did } = await server.signUp()
    expect(outcome(await api.post(`accounts/${owners[1]!.did}/lock`, {}))).toEqual([200, undefined])
    expect(outcome(await first.post(`accounts/${did}/delete`, {}))).toEqual([204, undefined])
    await api.post(`accounts/${owners[1]!.did}/unlock`, {})
    expect((await first.post(`accounts/${(await server.signUp()).did}/delete`, {})).status).toBe(202)
  })

  it('is what members do to their own accounts, as ever', async () => {
    const member = await server.signUp()
    const deleteAfter = new Date(server.clock.nowMs() + HOUR_MS).toISOString()
    const way = await api.post(`accounts/${member.did}/deactivate`, { deleteAfter })
    expect(outcome(way)).toEqual([400, 'invalid_request'])
    const own = bearer(member.accessJwt)
    const done = await server.post('com.atproto.server.deactivateAccount', { deleteAfter }, own)
    expect(done.status).toBe(200)
    server.clock.advance(2 * HOUR_MS)
    expect(await server.app.get(ScheduledDeletions, { strict: false }).run()).toBe(1)
  })
})
