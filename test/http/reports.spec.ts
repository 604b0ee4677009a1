import { com } from '@guildhall/lexicon'
import { setTimeout as delay } from 'node:timers/promises'
import { Reports } from '../../src/moderation/index.js'
import { WaitingReports } from '../../src/moderation/waiting-reports.js'
import { StubUpstream } from '../support/stub-upstream.js'
import { admin, type Answer, bearer, type Member, WholeServer } from '../support/whole-server.js'

const START_MAX_MS = 120_000
const WAIT_MAX_MS = 20_000
const POLL_MS = 50
const { createReport } = com.atproto.moderation
const SPAM = 'com.atproto.moderation.defs#reasonSpam'
const APPEAL = 'com.atproto.moderation.defs#reasonAppeal'

/** Takes reports: the one that is configured, and one that clients name. */
let service: StubUpstream
let other: StubUpstream
/** By where their reports go; nothing is configured at `lone`. */
let passing: WholeServer
let both: WholeServer
let inbox: WholeServer
let lone: WholeServer
const all = () => [both, inbox, lone, passing]

beforeAll(async () => {
  service = await StubUpstream.start('atproto_labeler')
  other = await StubUpstream.start('atproto_labeler')
  const configured = { PDS_REPORT_SERVICE_URL: service.url, PDS_REPORT_SERVICE_DID: service.did }
  passing = await WholeServer.start(configured)
  const shared = { PDS_DID_PLC_URL: `${passing.url}/plc`, PDS_REPORT_RETRY_MS: '100' }
  both = await WholeServer.start({
    ...configured,
    ...shared,
    PDS_REPORT_DESTINATION: 'both',
    PDS_REPORT_ATTEMPTS_MAX: '3',
  })
  inbox = await WholeServer.start({ ...configured, ...shared, PDS_REPORT_DESTINATION: 'inbox' })
  lone = await WholeServer.start(shared)
  for (const each of [service, other]) each.plcUrl = `${passing.url}/plc`
}, START_MAX_MS)
beforeEach(() => {
  for (const each of [service, other]) each.seen.length = 0
  for (const each of [service, other]) takes(each)
})
afterAll(async () => {
  for (const server of all()) await server?.close()
  await Promise.all([service, other].map((each) => each?.close()))
}, START_MAX_MS)

/** Answers as moderation services do. */
function takes(upstream: StubUpstream): void {
  upstream.handle(createReport.nsid, async (request, response, seen) => {
    const pieces: Buffer[] = []
    for await (const piece of request) pieces.push(piece as Buffer)
    seen.body = Buffer.concat(pieces)
    const input = JSON.parse(seen.body.toString()) as object
    const answer = { id: 77, ...input, reportedBy: seen.claims!.iss, createdAt: '2026-01-01T00:00:00.000Z' }
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer))
  })
}

const subjectOf = ({ did }: Member) => ({ $type: 'com.atproto.admin.defs#repoRef', did })
const inputOf = (about: Member, more: object = {}) => ({
  reasonType: SPAM,
  reason: 'sells things',
  subject: subjectOf(about),
  ...more,
})
const report = (server: WholeServer, who: Member, input: object, headers: object = {}): Promise<Answer> =>
  server.post(createReport.nsid, input, { ...bearer(who.accessJwt), ...headers })
const reportsAt = (server: WholeServer) => server.app.get(Reports, { strict: false })
const kept = async (server: WholeServer, { json }: Answer) =>
  (await reportsAt(server).find(json.id as number))!
const keptAt = async (server: WholeServer) => (await reportsAt(server).count()).open
const toOther = () => ({ 'atproto-proxy': `${other.did}#atproto_labeler` })
const refused = (status: number, error: string) =>
  expect.objectContaining({ status, json: expect.objectContaining({ error }) })

async function until(is: () => Promise<boolean>): Promise<void> {
  for (let waitedMs = 0; !(await is()); waitedMs += POLL_MS) {
    if (waitedMs > WAIT_MAX_MS) throw new Error('it did not come about')
    await delay(POLL_MS)
  }
}
const settled = (server: WholeServer, answer: Answer) =>
  until(async () => (await kept(server, answer)).forwarding !== 'waiting')

describe('where reports go to the service', () => {
  it('it answers, with a token of the member, and nothing is kept', async () => {
    const alice = await passing.signUp()
    const input = inputOf(alice, { modTool: { name: 'an app', meta: { version: 1 } } })
    const answer = await report(passing, alice, input)
    expect(answer).toMatchObject({ status: 200, json: { id: 77, reportedBy: alice.did } })
    const { claims, body } = service.last(createReport.nsid)
    const aud = `${service.did}#atproto_labeler`
    expect(claims).toMatchObject({ iss: alice.did, aud, lxm: createReport.nsid })
    expect(JSON.parse(body.toString())).toEqual(input)
    expect(await keptAt(passing)).toBe(0)
  })

  it('an application may name another', async () => {
    const alice = await passing.signUp()
    expect((await report(passing, alice, inputOf(alice), toOther())).status).toBe(200)
    expect([service.seen.length, other.of(createReport.nsid).length]).toEqual([0, 1])
    const nowhere = { 'atproto-proxy': 'did:web:localhost%3A1#atproto_labeler' }
    expect(await report(passing, alice, inputOf(alice), nowhere)).toEqual(refused(400, 'InvalidRequest'))
  })

  it('what it refuses is passed on, and what is no answer is an error of its own', async () => {
    const alice = await passing.signUp()
    service.json(createReport.nsid, { error: 'InvalidRequest', message: 'no such subject' }, 400)
    expect(await report(passing, alice, inputOf(alice))).toMatchObject({
      status: 400,
      json: { error: 'InvalidRequest', message: 'no such subject' },
    })
    service.json(createReport.nsid, { error: 'Down' }, 503)
    expect(await report(passing, alice, inputOf(alice))).toEqual(refused(503, 'Down'))
    service.json(createReport.nsid, { thanks: true })
    expect(await report(passing, alice, inputOf(alice))).toEqual(refused(502, 'UpstreamFailure'))
    expect(await keptAt(passing)).toBe(0)
  })
})

describe('where reports go into the inbox', () => {
  it('they stay here, whatever the application names', async () => {
    const alice = await inbox.signUp()
    const input = inputOf(alice, { modTool: { name: 'an app' } })
    const answer = await report(inbox, alice, input, toOther())
    expect(answer.json).toEqual({
      id: expect.any(Number),
      reasonType: SPAM,
      reason: 'sells things',
      subject: subjectOf(alice),
      reportedBy: alice.did,
      createdAt: expect.any(String),
    })
    expect(await kept(inbox, answer)).toMatchObject({
      reporter: alice.did,
      content: input,
      forwarding: 'none',
    })
    expect([...service.seen, ...other.seen]).toEqual([])
  })

  it('so do those that no service takes', async () => {
    const alice = await lone.signUp()
    const answer = await report(lone, alice, inputOf(alice))
    expect(await kept(lone, answer)).toMatchObject({ reporter: alice.did, forwarding: 'none' })
    expect((await report(lone, alice, inputOf(alice), toOther())).json.id).toBe(77)
    expect(await keptAt(lone)).toBe(1)
  })

  it('they may be about anything that a lexicon may define, and need a reason', async () => {
    const alice = await inbox.signUp()
    const message = { $type: 'chat.bsky.convo.defs#messageRef', did: alice.did, messageId: 'm', convoId: 'c' }
    expect((await report(inbox, alice, inputOf(alice, { subject: message }))).status).toBe(200)
    for (const wrong of [
      { reasonType: '' },
      { reasonType: 'spam\0' },
      { reasonType: 7 },
      { subject: { did: 'bob' } },
      { subject: undefined },
      { reason: 'x'.repeat(20_001) },
      { subject: { $type: 'com.atproto.admin.defs#repoRef', did: 'no DID' } },
    ]) {
      expect(await report(inbox, alice, inputOf(alice, wrong))).toEqual(refused(400, 'InvalidRequest'))
    }
    const tooMuch = inputOf(alice, { modTool: { name: 'x'.repeat(70_000) } })
    expect((await report(inbox, alice, tooMuch)).status).toBe(413)
    expect((await inbox.post(createReport.nsid, inputOf(alice))).status).toBe(401)
  })

  it('are settled once, by somebody and for a reason', async () => {
    const alice = await inbox.signUp()
    const { json } = await report(inbox, alice, inputOf(alice))
    const id = json.id as number
    const reports = reportsAt(inbox)
    expect((await reports.list('open', undefined, 1)).reports[0]).toMatchObject({ id })
    await reports.resolve(id, { actor: 'mod', reason: 'warned' })
    await expect(reports.resolve(id, { actor: 'mod', reason: 'again' })).rejects.toThrow('resolved already')
    await expect(reports.resolve(id + 1_000, { actor: 'mod', reason: 'x' })).rejects.toThrow('no report')
    const { reports: resolved, cursor } = await reports.list('resolved', undefined, 1)
    expect(resolved[0]).toMatchObject({ id, resolution: { actor: 'mod', reason: 'warned' } })
    expect(cursor).toBe(id)
  })

  it('an account that was taken down may appeal, and nothing else', async () => {
    const alice = await inbox.signUp()
    await inbox.setStatus(alice.did, 'takendown')
    const session = await inbox.signIn(alice.did, undefined, { allowTakendown: true })
    const limited = { ...alice, accessJwt: session.json.accessJwt as string }
    expect(await report(inbox, limited, inputOf(alice))).toEqual(refused(400, 'InvalidRequest'))
    expect((await report(inbox, limited, inputOf(alice, { reasonType: APPEAL }))).status).toBe(200)
  })

  it('outlive the account that made them, without its name', async () => {
    const alice = await inbox.signUp()
    const answer = await report(inbox, alice, inputOf(alice))
    await inbox.post(com.atproto.admin.deleteAccount.nsid, { did: alice.did }, admin)
    expect((await kept(inbox, answer)).reporter).toBeUndefined()
  })
})

describe('where reports go into the inbox and to the service', () => {
  it('they are kept, answered, and sent on', async () => {
    const alice = await both.signUp()
    const input = inputOf(alice)
    const answer = await report(both, alice, input)
    expect(answer.status).toBe(200)
    await settled(both, answer)
    expect(await kept(both, answer)).toMatchObject({ forwarding: 'sent' })
    const { claims, body } = service.last(createReport.nsid)
    expect([claims!.iss, JSON.parse(body.toString())]).toEqual([alice.did, input])
    await settled(both, await report(both, alice, input, toOther()))
    expect(other.of(createReport.nsid)).toHaveLength(1)
  })

  it('they are sent again while the service is away, each time with a new token', async () => {
    const alice = await both.signUp()
    service.handle(createReport.nsid, (_request, response) => {
      if (service.of(createReport.nsid).length === 2) takes(service)
      response.writeHead(503, { 'content-type': 'application/json' }).end('{"error":"Down"}')
    })
    const answer = await report(both, alice, inputOf(alice))
    await settled(both, answer)
    expect(await kept(both, answer)).toMatchObject({ forwarding: 'sent' })
    const tokens = service.of(createReport.nsid).map(({ headers }) => headers.authorization)
    expect(new Set(tokens).size).toBe(3)
  })

  it('they are given up in the end, or when the service does not want them', async () => {
    const alice = await both.signUp()
    service.json(createReport.nsid, { error: 'Down', message: 'away' }, 503)
    const lost = await report(both, alice, inputOf(alice))
    await settled(both, lost)
    expect(await kept(both, lost)).toMatchObject({ forwarding: 'failed', forwardNote: 'Down: away' })
    expect(service.of(createReport.nsid)).toHaveLength(3)
    service.json(createReport.nsid, { error: 'InvalidRequest', message: 'no\0' }, 400)
    const unwanted = await report(both, alice, inputOf(alice))
    await settled(both, unwanted)
    expect(await kept(both, unwanted)).toMatchObject({
      forwarding: 'refused',
      forwardNote: 'InvalidRequest: no',
    })
    expect(service.of(createReport.nsid)).toHaveLength(4)
  })

  it('those that never came into the queue are found', async () => {
    const alice = await both.signUp()
    const content = JSON.stringify(inputOf(alice))
    const forwardTo = `${service.did}#atproto_labeler`
    const [row] = await both.sql<{ id: string }>(
      `INSERT INTO report (reporter, reason_type, content, created_at, forward_to, forwarding)
       VALUES ($1, $2, $3, now() - interval '1 hour', $4, 'waiting') RETURNING id`,
      [alice.did, SPAM, content, forwardTo],
    )
    await both.app.get(WaitingReports, { strict: false }).run()
    const id = Number(row!.id)
    await until(async () => (await reportsAt(both).find(id))!.forwarding === 'sent')
    expect(service.of(createReport.nsid)).toHaveLength(1)
  })
})
