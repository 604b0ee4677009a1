import { jest } from '@jest/globals'
import { mkdtemp, rm } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { Webhook as Verifier } from 'standardwebhooks'
import { UnitOfWork } from '../../src/database/index.js'
import { DeliveryRun } from '../../src/webhooks/delivery-run.js'
import { DueDeliveries } from '../../src/webhooks/due-deliveries.js'
import { AlarmMails } from '../../src/mail/index.js'
import { WebhookOutbox } from '../../src/webhooks/index.js'
import { AdminApi } from '../support/admin-api.js'
import { AnsweringServer } from '../support/answering-server.js'
import { eventually } from '../support/eventually.js'
import { WholeServer } from '../support/whole-server.js'

const HOUR_MS = 60 * 60 * 1000

interface Received {
  readonly headers: Record<string, string>
  readonly body: string
}
interface Said {
  readonly type: string
  readonly data: Record<string, unknown>
}

let server: WholeServer
let api: AdminApi
let backups: string

beforeAll(async () => {
  backups = await mkdtemp(join(tmpdir(), 'guildhall-backups-'))
  server = await WholeServer.start({
    PDS_RATE_LIMITS_ENABLED: 'false',
    PDS_BACKUP_TARGET: backups,
    PDS_BACKUP_PASSPHRASE: 'a passphrase of the tests',
    PDS_BACKUP_HOUR: '3',
    PDS_AUDIT_RETENTION_DAYS: '500',
  })
  api = new AdminApi(server)
})
afterAll(async () => {
  await server?.close()
  await rm(backups, { recursive: true, force: true })
})

describe('backups', () => {
  /** What is told of a job until it is over. */
  const events = async (location: string) => {
    const { headers, bytes } = await api.get(`${location.slice('/admin/v1/'.length)}/events`)
    expect(headers['content-type']).toBe('text/event-stream')
    const blocks = bytes.toString('utf8').split('\n\n')
    const jobs = blocks.filter((block) => block.startsWith('event: job'))
    return jobs.map((block) => JSON.parse(block.split('data: ')[1]!) as Record<string, unknown>)
  }

  it('are made in the background, while whoever has asked is told how far that is', async () => {
    const { status, headers, json } = await api.post('backups')
    expect([status, json]).toMatchObject([202, { kind: 'backup.make', progress: { done: 0 } }])
    expect(headers.location).toBe(`/admin/v1/jobs/${String(json.id)}`)
    const told = await events(headers.location!)
    const last = told.at(-1)!
    expect(last).toMatchObject({ id: json.id, state: 'done', result: { backup: expect.any(String) } })
    const listed = (await api.get('backups')).json
    expect(listed).toMatchObject({ configured: true, schedule: { hour: 3, keep: 14 }, lastGoodBackup: {} })
    const { backup } = last.result as { backup: string }
    expect(listed.data).toMatchObject([{ id: backup, complete: true }])
  })

  it('are tried, with what is wrong in the log of the job', async () => {
    const { headers } = await api.post('backups/verify')
    const told = await events(headers.location!)
    expect(told.at(-1)).toMatchObject({ state: 'done', result: { faults: 0 } })
    expect((await api.get('backups')).json.lastDrill).toMatchObject({ succeeded: true })
  })

  it('are jobs like all others: listed, and not to be steered when they are over', async () => {
    const { json } = await api.get('jobs?filter[kind]=backup.make&count=true')
    const [job] = json.data as { id: string }[]
    expect(json).toMatchObject({ count: 1, data: [{ state: 'done', requestedBy: 'password' }] })
    expect((await api.get(`jobs/${job!.id}`)).json).toMatchObject({ logs: [] })
    for (const verb of ['cancel', 'retry'])
      expect((await api.post(`jobs/${job!.id}/${verb}`)).json.code).toBe('not_found')
    expect((await api.get('jobs/none/events')).status).toBe(404)
  })
})

describe('retention', () => {
  const rules = async () => {
    const { json, headers } = await api.get('retention')
    const data = json.data as { dataClass: string; days: number; pinned: boolean }[]
    return { tag: headers.etag!, of: new Map(data.map((rule) => [rule.dataClass, rule])) }
  }
  const put = (dataClass: string, days: number, tag?: string) =>
    api.send('PUT', 'retention', { data: [{ dataClass, days }] }, tag ? { 'if-match': tag } : {})

  it('is what the environment says, else what administrators say, else what is usual', async () => {
    const before = await rules()
    expect(before.of.get('audit')).toMatchObject({ days: 500, pinned: true })
    expect(before.of.get('jobs')).toMatchObject({ days: 30, pinned: false })
    expect((await put('jobs', 7, before.tag)).status).toBe(200)
    expect((await put('jobs', 8, before.tag)).json.code).toBe('precondition_failed')
    expect((await rules()).of.get('jobs')).toMatchObject({ days: 7, default: 30 })
    expect((await put('audit', 1)).json.code).toBe('retention_pinned')
    expect((await put('none', 1)).json.code).toBe('unknown_data_class')
    expect((await put('jobs', -1)).json.code).toBe('invalid_request')
  })

  it('tells what would go, and lets it go when it is told to', async () => {
    await put('jobs', 1)
    await server.sql(
      `INSERT INTO long_job (id, kind, state, input, unit, created_at, ended_at)
       SELECT gen_random_uuid(), 'old', 'done', '{}', 'steps', now(), now() - interval '3 days'
         FROM generate_series(1, 700)`,
    )
    const plan = await api.post('retention/run', { dryRun: true })
    expect(plan.status).toBe(200)
    expect(plan.json.steps).toContainEqual(expect.objectContaining({ dataClass: 'jobs', count: 700 }))
    expect(await server.sql(`SELECT FROM long_job WHERE kind = 'old'`)).toHaveLength(700)
    const run = await api.post('retention/run', {})
    expect(run.status).toBe(202)
    await eventually(async () => (await api.get(`jobs/${String(run.json.id)}`)).json.state === 'done')
    expect((await api.get(`jobs/${String(run.json.id)}`)).json.result).toMatchObject({
      removed: { jobs: 700 },
    })
    expect(await server.sql(`SELECT FROM long_job WHERE kind = 'old'`)).toHaveLength(0)
  })

  it('lets addresses go of those who were invited and never came', async () => {
    const sent = await api.post('invites/send', { emails: ['never-came@example.com'] })
    const [{ code }] = sent.json.data as [{ code: string }]
    await api.post(`invites/${code}/revoke`)
    const run = async () => {
      const { id } = (await api.post('retention/run', {})).json
      await eventually(async () => (await api.get(`jobs/${String(id)}`)).json.state === 'done')
      const listed = (await api.get('invites')).json.data as { code: string; sentTo?: string }[]
      return listed.find((invite) => invite.code === code)
    }
    expect(await run()).toMatchObject({ state: 'revoked', sentTo: 'never-came@example.com' })
    const days = 31
    await server.sql(
      `UPDATE invite_code SET revoked_at = revoked_at - make_interval(days => $2) WHERE code = $1`,
      [code, days],
    )
    const shown = await run()
    expect(shown).toMatchObject({ state: 'revoked' })
    expect(shown).not.toHaveProperty('sentTo')
    expect(shown).not.toHaveProperty('emailPattern')
  })
})

it('the doctor says what he has found, and what to do about it', async () => {
  const { status, json } = await api.get('doctor')
  expect(status).toBe(200)
  const findings = json.data as {
    check: string
    outcome: string
    fix?: string
    code: string
    values: object
  }[]
  expect(findings.find(({ check }) => check === 'port')).toMatchObject({ outcome: 'ok' })
  expect(findings.map(({ check }) => check)).toContain('database')
  for (const { outcome, fix } of findings)
    expect(fix !== undefined || !/warning|failed/.test(outcome)).toBe(true)
  expect(findings.filter(({ code, values }) => !code || !values)).toEqual([])
  expect((await api.get('doctor')).json.at).toBe(json.at)
})

describe('webhooks', () => {
  let receiver: AnsweringServer
  let received: Received[]
  let status: number

  beforeEach(async () => {
    received = []
    status = 204
    receiver = await AnsweringServer.start((request: IncomingMessage, response) => {
      void text(request).then((body) => {
        received.push({ headers: request.headers as Record<string, string>, body })
        response.writeHead(status).end()
      })
    })
  })
  afterEach(async () => {
    const { json } = await api.get('webhooks')
    for (const { id } of json.data as { id: string }[]) await api.send('DELETE', `webhooks/${id}`)
    await receiver.close()
  })

  const create = async (more: object = {}) => {
    const { status: made, json } = await api.post('webhooks', {
      url: `${receiver.url}/hook?key=of-the-receiver`,
      events: ['account.created'],
      ...more,
    })
    expect(made).toBe(201)
    return json as { id: string; secret: string }
  }
  const said = (index = 0): Said => JSON.parse(received[index]!.body) as Said
  const arrive = (count: number) =>
    eventually(() => Promise.resolve(received.length >= count), `${count} messages`)
  const deliveries = async (id: string) =>
    (await api.get(`webhooks/${id}/deliveries`)).json.data as Record<string, unknown>[]
  const isNow = (id: string, state: string) =>
    eventually(async () => (await deliveries(id))[0]?.state === state, state)
  const goThroughDue = () => server.app.get(DueDeliveries, { strict: false }).run()

  it('are told of what happens, by messages that the published library verifies', async () => {
    const { id, secret } = await create()
    const { did, email } = await server.signUp()
    await arrive(1)
    const [{ headers, body }] = received as [Received]
    expect(new Verifier(secret).verify(body, headers)).toEqual(said())
    expect(() => new Verifier(secret).verify(body.replace('created', 'deleted'), headers)).toThrow()
    expect(said()).toMatchObject({ type: 'account.created', data: { did, status: 'active' } })
    expect(body).not.toContain(email)
    await isNow(id, 'delivered')
    expect((await deliveries(id))[0]).toMatchObject({ id: headers['webhook-id'], attempts: 1, status: 204 })
  })

  it('are told what is personal only if they are to know it, and only of events they want to know of', async () => {
    await create({ personal: true, events: ['account.created', 'session.created', 'report.created'] })
    const { did, email, handle } = await server.signUp()
    await server.signIn(handle)
    await api.post(`accounts/${did}/lock`, {})
    await arrive(2)
    const byType = new Map(received.map((_message, i) => [said(i).type, said(i).data]))
    expect(byType.get('account.created')).toMatchObject({ did, email, handle })
    expect(byType.get('session.created')).toMatchObject({ did })
    expect(byType.size).toBe(2)
  })

  it('are told of deeds of administrators', async () => {
    const events = ['account.locked', 'account.deleted', 'invite.created', 'session.revoked', 'plc.submitted']
    await create({ events })
    const { did } = await server.signUp()
    await api.post(`accounts/${did}/lock`, { reason: 'a private reason' })
    await api.post('invites', {})
    await api.post(`accounts/${did}/delete`, {})
    await eventually(() =>
      Promise.resolve(new Set(received.map((_one, i) => said(i).type)).size === events.length),
    )
    expect(received.map(({ body }) => body).join()).not.toContain('private reason')
  })

  it('are told nothing of what was rolled back', async () => {
    const { id } = await create()
    const failing = server.app.get(UnitOfWork, { strict: false }).run(async (tx) => {
      await server.app.get(WebhookOutbox, { strict: false }).record(tx, { type: 'account.created', data: {} })
      throw new Error('not after all')
    })
    await expect(failing).rejects.toThrow('not after all')
    expect(await deliveries(id)).toEqual([])
  })

  it('sign with two secrets while one is replaced, and keep neither in clear', async () => {
    const { id, secret } = await create()
    const { json } = await api.post(`webhooks/${id}/rotate-secret`, { overlapSeconds: 3_600 })
    const next = String(json.secret)
    const test = await api.post(`webhooks/${id}/test`)
    await arrive(1)
    const [{ headers, body }] = received as [Received]
    for (const one of [secret, next]) expect(new Verifier(one).verify(body, headers)).toEqual(said())
    expect(headers['webhook-id']).toBe(test.json.id)
    server.clock.advance(2 * HOUR_MS)
    await api.post(`webhooks/${id}/test`)
    await arrive(2)
    const later = received[1]!
    expect(later.headers['webhook-signature']!.split(' ')).toHaveLength(1)
    const rows = await server.sql<{ text: string }>('SELECT row::text AS text FROM webhook_secret AS row')
    const bytes = [secret, next].map((one) =>
      Buffer.from(one.slice('whsec_'.length), 'base64').toString('hex'),
    )
    for (const one of bytes) expect(rows.map((row) => row.text).join()).not.toContain(one)
  })

  it('are told again until they have it, each time under the same id', async () => {
    status = 500
    const { id } = await create()
    await server.signUp()
    await arrive(1)
    await eventually(async () => (await deliveries(id))[0]?.error === 'the receiver answered 500')
    expect((await deliveries(id))[0]).toMatchObject({ state: 'waiting', status: 500 })
    status = 200
    server.clock.advance(6_000)
    await goThroughDue()
    await isNow(id, 'delivered')
    expect(received[1]!.headers['webhook-id']).toBe(received[0]!.headers['webhook-id'])
    expect((await deliveries(id))[0]).toMatchObject({ attempts: 2, status: 200 })
  })

  it('are given up after 72 hours, and told once more if somebody wants it', async () => {
    status = 503
    const { id } = await create()
    await server.signUp()
    await arrive(1)
    await eventually(async () => (await deliveries(id))[0]?.status === 503)
    server.clock.advance(73 * HOUR_MS)
    await goThroughDue()
    await isNow(id, 'dead')
    status = 200
    const delivery = String((await deliveries(id))[0]!.id)
    expect((await api.post(`webhooks/${id}/deliveries/${delivery}/redeliver`)).status).toBe(204)
    await isNow(id, 'delivered')
    const none = '00000000-0000-7000-8000-000000000000'
    expect((await api.post(`webhooks/${id}/deliveries/${none}/redeliver`)).status).toBe(404)
  })

  it('that were given up since a time are told of once more in one go', async () => {
    status = 503
    const { id } = await create()
    for (let i = 0; i < 3; i++) await server.signUp()
    await arrive(3)
    server.clock.advance(73 * HOUR_MS)
    await eventually(async () => {
      // A receiver that fails is left alone for a while.
      server.clock.advance(HOUR_MS)
      await goThroughDue()
      return (await deliveries(id)).every(({ state }) => state === 'dead')
    })
    const redeliver = async (body: object) => (await api.post(`webhooks/${id}/redeliver`, body)).json
    expect((await redeliver({ since: 'lately' })).code).toBe('invalid_request')
    const now = new Date(server.clock.nowMs())
    expect(await redeliver({ since: new Date(now.getTime() + 1_000).toISOString() })).toEqual({
      deliveries: 0,
    })
    status = 200
    const early = new Date(now.getTime() - 100 * HOUR_MS).toISOString()
    expect(await redeliver({ since: early })).toEqual({ deliveries: 3 })
    server.clock.advance(HOUR_MS)
    await goThroughDue()
    await eventually(async () => (await deliveries(id)).every(({ state }) => state === 'delivered'))
  })

  it('that are gone are switched off, and told of what happens once they are switched on', async () => {
    status = 410
    const owner = await server.signUp()
    await api.assign(owner.did, 'owner')
    const told = jest.spyOn(server.app.get(AlarmMails, { strict: false }), 'send')
    const { id } = await create()
    await server.signUp()
    await eventually(async () => (await api.get(`webhooks/${id}`)).json.enabled === false)
    await eventually(() => Promise.resolve(told.mock.calls.length > 0))
    expect(told.mock.calls).toMatchObject([
      [{ to: owner.email }, { kind: 'webhook-off', host: new URL(receiver.url).host }],
    ])
    expect((await api.post(`webhooks/${id}/test`)).json.code).toBe('webhook_disabled')
    await server.signUp()
    expect(received).toHaveLength(1)
    status = 200
    expect((await api.send('PATCH', `webhooks/${id}`, { enabled: true })).json).toMatchObject({
      enabled: true,
    })
    await server.signUp()
    await arrive(2)
  })

  it('are told once, however many nodes try at a time', async () => {
    const { id } = await create()
    const work = server.app.get(UnitOfWork, { strict: false })
    const outbox = server.app.get(WebhookOutbox, { strict: false })
    const run = server.app.get(DeliveryRun, { strict: false })
    const event = { type: 'account.created', data: {} } as const
    const delivery = await work.run((tx) => outbox.deliver(tx, id, event, false))
    await Promise.all(Array.from({ length: 8 }, () => run.run(delivery)))
    await isNow(id, 'delivered')
    expect(received).toHaveLength(1)
  })

  it('are changed by whoever has seen them as they are, and listed without their secrets', async () => {
    const { id } = await create()
    const { headers } = await api.get(`webhooks/${id}`)
    const change = { events: ['report.created'], description: 'of the moderators' }
    const first = await api.send('PATCH', `webhooks/${id}`, change, { 'if-match': headers.etag! })
    expect(first.json).toMatchObject(change)
    const second = await api.send('PATCH', `webhooks/${id}`, change, { 'if-match': headers.etag! })
    expect([second.status, second.json.code]).toEqual([412, 'precondition_failed'])
    expect(JSON.stringify((await api.get('webhooks')).json)).not.toContain('whsec_')
    const [entry] = (await api.get('audit?filter[action]=webhook.create')).json.data as { after: object }[]
    expect(JSON.stringify(entry)).not.toContain('of-the-receiver')
  })

  it.each([
    [{ url: 'ftp://example.com' }, 'webhook_url_refused'],
    [{ url: 'https://user:password@example.com' }, 'webhook_url_refused'],
    [{ url: 'nowhere' }, 'webhook_url_refused'],
    [{ events: [] }, 'invalid_request'],
    [{ events: ['account.moved'] }, 'invalid_request'],
  ])('are not made with %j', async (more, code) => {
    const wanted = { url: 'https://example.com', events: ['account.created'], ...more }
    const { status: answered, json } = await api.post('webhooks', wanted)
    expect([answered, json.code]).toEqual([400, code])
  })
})
