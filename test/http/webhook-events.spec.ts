import type { Did, Handle } from '@guildhall/syntax'
import { OwnersBreakGlass } from '../../src/admin/roles/owners-break-glass.js'
import { ConnectionTroubles } from '../../src/admin/sso/connection-troubles.js'
import { BackupJournal } from '../../src/backup/making/backup-journal.js'
import { type Queryable, UnitOfWork } from '../../src/database/index.js'
import type { IdentityCheckStore } from '../../src/lifecycle/identity-watch/identity-check.store.js'
import type { IdentityQuestions } from '../../src/lifecycle/identity-watch/identity-questions.js'
import { IdentityWatch } from '../../src/lifecycle/identity-watch/identity-watch.js'
import { PlcNotices } from '../../src/lifecycle/identity-watch/plc-notices.js'
import { ScimUsers } from '../../src/scim/users/scim-users.js'
import { type Connection, ConnectionStore, SsoFailure } from '../../src/sso/index.js'
import { Linking } from '../../src/sso/people/linking.js'
import { Links } from '../../src/sso/people/links.js'
import type { SsoTransaction } from '../../src/sso/transactions/sso-transaction.js'
import { Traces } from '../../src/sso/transactions/traces.js'
import type { RelayAnswer } from '../../src/sync/relay-monitor/relay-finding.js'
import { RelayNotes } from '../../src/sync/relay-monitor/relay-notes.js'
import { Clock } from '../../src/telemetry/index.js'
import { FailedJobs } from '../../src/webhooks/failed-jobs.js'
import { WEBHOOK_EVENT_TYPES, WebhookOutbox, type WebhookEventType } from '../../src/webhooks/index.js'
import { AdminApi } from '../support/admin-api.js'
import { bearer, type Member, WholeServer } from '../support/whole-server.js'

const ID = '01900000-0000-7000-8000-000000000001'

let server: WholeServer
let api: AdminApi
let webhook: string
let connection: Connection
let count = 0

const part = <T>(type: abstract new (...parts: never[]) => T): T =>
  server.app.get(type as new () => T, { strict: false })
const inWork = (step: (tx: Queryable) => Promise<unknown>) => part(UnitOfWork).run(step)

beforeAll(async () => {
  server = await WholeServer.start({ PDS_RATE_LIMITS_ENABLED: 'false', PDS_CRAWLERS: 'http://localhost:9' })
  api = new AdminApi(server)
  // Nothing is sent anywhere: what is told of is looked for where it waits.
  const made = await api.post('webhooks', { url: 'http://localhost:9/', events: WEBHOOK_EVENT_TYPES })
  webhook = String(made.json.id)
  const settings = { clientId: 'pds' }
  const corp = await api.post('sso/connections', { name: 'Corp', issuer: 'http://localhost:9', settings })
  connection = (await part(ConnectionStore).find(String(corp.json.id)))!
})
afterAll(() => server?.close())

/** Something that administrators do to a new member. */
const order =
  (...verbs: string[]) =>
  async () => {
    const { did } = await server.signUp()
    for (const verb of verbs) expect((await api.post(`accounts/${did}/${verb}`, {})).status).toBeLessThan(300)
  }
const person = () => ({ subject: `person${++count}`, issuer: connection.issuer, raw: {} })
const claims = () => person() as unknown as Parameters<Linking['linkProved']>[1]
const failedSignIn = () => {
  const transaction = { id: ID, connectionId: connection.id, purpose: 'pages' } as unknown as SsoTransaction
  return part(Traces).failed(transaction, new SsoFailure('cancelled', 'The person did not want to.'))
}
const health = (ok: boolean, expiresAt?: string) => ({
  ...{ at: new Date(server.clock.nowMs()).toISOString(), ok },
  checks: [{ name: 'keys', ok, message: 'they are as they are', expiresAt }],
})
const looked = (found: ReturnType<typeof health>) =>
  inWork((tx) => part(ConnectionTroubles).looked(tx, { ...connection, status: 'enabled' }, found))
const said = (active: boolean) => ({
  ...{ userName: `user${++count}@example.com`, externalId: undefined, active, attributes: {} },
})
const directoryUser = () => part(ScimUsers).create(connection, said(true))
const relay = (times: number, answer: RelayAnswer) => async () => {
  const url = `https://relay${++count}.example.com`
  for (let i = 0; i < times; i++) await inWork((tx) => part(RelayNotes).host(tx, url, answer))
}
const relaySays = (status: 'active' | 'banned' | 'throttled', seq = 0) =>
  ({ host: { status, seq }, isReached: true }) as unknown as RelayAnswer
const report = async () => {
  const { accessJwt, did } = await server.signUp()
  const subject = { $type: 'com.atproto.admin.defs#repoRef', did }
  const reasonType = 'com.atproto.moderation.defs#reasonSpam'
  await server.post('com.atproto.moderation.createReport', { reasonType, subject }, bearer(accessJwt))
}
const backup = (succeeded: boolean) => () => {
  const at = new Date(server.clock.nowMs())
  const run = { kind: 'backup', place: 'disk', backupId: undefined, startedAt: at, endedAt: at } as const
  return part(BackupJournal).add({ ...run, succeeded, bytes: undefined, note: undefined })
}
/** What the daily look at identities tells of, where the network says this. */
const identities = (leads: boolean, nullified: number) => async () => {
  const { did, handle } = await server.signUp()
  const store = {
    due: () => Promise.resolve([{ did, handle: handle as Handle, handleFailures: 1, nullified: 0 }]),
    note: () => Promise.resolve(),
  } as unknown as IdentityCheckStore
  const questions = {
    leadsTo: () => Promise.resolve(leads),
    nullified: () => Promise.resolve(nullified),
  } as unknown as IdentityQuestions
  await new IdentityWatch(store, questions, part(WebhookOutbox), part(UnitOfWork), part(Clock)).run()
}
const linked = async (member: Member) => {
  const one = claims()
  await part(Linking).linkProved(connection, one, member.did as Did)
  return (await part(Links).find(connection.id, one.subject))!
}

/** How each event comes about. */
const OCCASIONS: Readonly<Record<WebhookEventType, () => Promise<unknown>>> = {
  'account.created': () => server.signUp(),
  'account.updated': order('offboard', 'cancel-offboard'),
  'account.locked': order('lock'),
  'account.suspended': order('suspend'),
  'account.takendown': order('takedown'),
  'account.offboarding': order('offboard'),
  'account.deleted': order('delete'),
  'account.throttled': async () => {
    const { did } = await server.signUp()
    const states = new Map([[did as Did, 'throttled']])
    await inWork((tx) => part(RelayNotes).repos(tx, 'https://relay.example.com', states))
  },
  'identity.linked': async () => linked(await server.signUp()),
  'identity.unlinked': async () => part(Linking).unlink(await linked(await server.signUp()), 'Corp'),
  'session.created': async () => server.signIn((await server.signUp()).handle),
  'session.revoked': order('sessions/revoke-all'),
  'sso.login_failed': failedSignIn,
  'sso.connection_failing': () => looked(health(false)),
  'sso.connection_expiring': () =>
    looked(health(true, new Date(server.clock.nowMs() + 3_600_000).toISOString())),
  'scim.user_provisioned': directoryUser,
  'scim.user_updated': async () =>
    part(ScimUsers).change(connection, (await directoryUser()).id, async () => said(true)),
  'scim.user_deprovisioned': async () => part(ScimUsers).remove(connection, (await directoryUser()).id),
  'invite.created': () => api.post('invites', {}),
  'invite.used': async () => {
    const [{ codes }] = (await api.post('invites', {})).json.data as [{ codes: string[] }]
    await server.signUp({ inviteCode: codes[0] })
  },
  'report.created': report,
  'job.failed': () =>
    inWork((tx) =>
      part(FailedJobs).failed(tx, { id: ID, kind: 'none', attempts: 1 } as Parameters<
        FailedJobs['failed']
      >[1]),
    ),
  'backup.succeeded': backup(true),
  'backup.failed': backup(false),
  'relay.lag': relay(2, relaySays('active', -1_000_000)),
  'relay.throttled': relay(1, relaySays('throttled')),
  'relay.banned': relay(1, relaySays('banned')),
  'relay.unreachable': relay(3, { host: undefined, isReached: false }),
  'plc.submitted': () => server.signUp(),
  'plc.failed': () =>
    part(PlcNotices).heard({
      did: 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa' as Did,
      ...{ operation: 'plc_operation', kind: 'change', problem: 'it was not taken' },
    }),
  'plc.nullified': identities(true, 1),
  'handle.unresolvable': identities(false, 0),
  'security.break_glass_used': async () => {
    const { did } = await server.signUp()
    await api.assign(did, 'owner')
    expect(await part(OwnersBreakGlass).open(did as Did)).toBe(true)
  },
  'webhook.test': () => api.post(`webhooks/${webhook}/test`),
}

it.each(WEBHOOK_EVENT_TYPES)('%s is told of when it happens', async (type) => {
  await server.sql('DELETE FROM webhook_delivery')
  await OCCASIONS[type]()
  const told = await server.sql<{ type: string }>('SELECT type FROM webhook_delivery')
  expect(told.map((one) => one.type)).toContain(type)
})

it('tells what is personal only to whom it is meant to be told', async () => {
  await server.sql('DELETE FROM webhook_delivery')
  await linked(await server.signUp())
  await directoryUser()
  const told = await server.sql<{ body: string }>(
    `SELECT body FROM webhook_delivery WHERE type IN ('identity.linked', 'scim.user_provisioned')`,
  )
  expect(told).toHaveLength(2)
  expect(JSON.stringify(told)).not.toMatch(/person\d|user\d+@/)
})
