import { randomUUID } from 'node:crypto'
import { eventually } from '../support/eventually.js'
import { LogoutProvider } from '../support/logout-provider.js'
import { type AppSession, newVerifier, OAuthApp, ProofKey, sessionOf } from '../support/oauth-app.js'
import { OAuthBrowser } from '../support/oauth-browser.js'
import { connectionOf } from '../support/sso-connection.js'
import { createAccount, PASSWORD, signIn, type TestAccount } from './accounts.js'
import { ADMIN, NodeGroup } from './node-group.js'
import { applicationsOnNodes } from './oauth-nodes.js'
import type { ServerProcess } from './server-process.js'

const WHO = 'com.atproto.server.getSession'
const HOUR_MS = 60 * 60 * 1000
const REFUSED_FROM = 400
/** How many people leave in each way. */
const ROUNDS = Number(process.env.LEAVER_ROUNDS ?? 1)
const TEST_MAX_MS = 20_000 + ROUNDS * 10_000
const SESSIONS = ['access token', 'OAuth token', 'session of an app password']

let provider: LogoutProvider
let group: NodeGroup
let one: ServerProcess
let other: ServerProcess
const connectionId = randomUUID()
const times: Record<string, number[]> = {}

beforeAll(async () => {
  provider = await LogoutProvider.start()
  group = await NodeGroup.startBehindOneUrl(2, { PDS_SSO_PRIVATE_ORIGINS: provider.issuer })
  ;[one, other] = group.nodes as [ServerProcess, ServerProcess]
  const { issuer } = provider
  const settings = { clientId: LogoutProvider.clientId, clientAuth: 'none' }
  const made = connectionOf({ id: connectionId, issuer, settings, leaving: { logout: 'everything' } })
  await group.postgres.rows(
    `INSERT INTO sso_connection (id, name, kind, status, issuer, settings, policy, managed_by, revision, created_at, updated_at)
     VALUES ('${connectionId}', 'Example', 'oidc', 'enabled', '${issuer}', '${JSON.stringify(settings)}',
             '${JSON.stringify(made.policy)}', 'api', 1, now(), now())`,
  )
}, 120_000)

afterAll(async () => {
  await group?.remove()
  await provider?.close()
  for (const [what, ms] of Object.entries(times))
    process.stdout.write(
      `${what}: refused on both nodes after ${Math.max(...ms)} ms at most, of ${ms.length}\n`,
    )
}, 60_000)

async function send(
  at: ServerProcess,
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: string,
) {
  const answer = await fetch(`${at.address}${path}`, { method, headers, ...(body !== undefined && { body }) })
  const text = await answer.text()
  return { status: answer.status, json: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown> }
}

/** A member with all that can be used instead of them: tokens of a session and of an application, an app password. */
async function memberWithEverything(name: string) {
  const account = await createAccount({ url: one.address }, name)
  const made = await account.agent.com.atproto.server.createAppPassword({ name: 'phone' })
  const app = OAuthApp.loopback(one.url)
  const session = await authorized(app, account)
  await group.postgres.rows(
    `INSERT INTO external_identity (connection_id, subject, did, issuer, claims, linked_by, linked_at)
     VALUES ('${connectionId}', 'subject of ${name}', '${account.did}', '${provider.issuer}', '{}', 'creation', now())`,
  )
  const appPassword = made.data.password
  const phone = (await signIn({ url: one.address }, account.handle, appPassword)).session!.accessJwt
  return { account, app, session, appPassword, phone, subject: `subject of ${name}` }
}
type Everything = Awaited<ReturnType<typeof memberWithEverything>>

async function authorized(app: OAuthApp, { handle }: TestAccount): Promise<AppSession> {
  const [key, verifier] = [new ProofKey(), newVerifier()]
  app.at = one.address
  const pushed = await app.push(app.request(verifier), key)
  const browser = new OAuthBrowser(one.url)
  browser.at = one.address
  const answer = await app.authorize(browser, { handle, password: PASSWORD }, pushed)
  return sessionOf(await app.exchange(String(answer.get('code')), verifier, key), key)
}

/** What a node answers to each of the ways in. */
function waysIn({ account, app, session, appPassword, phone }: Everything, at: ServerProcess) {
  const json = { 'content-type': 'application/json' }
  const { accessJwt } = account.agent.session!
  const who = async (token: string) =>
    (await send(at, 'GET', `/xrpc/${WHO}`, { authorization: `Bearer ${token}` })).status
  const credentials = JSON.stringify({ identifier: account.handle, password: appPassword })
  return {
    'access token': () => who(accessJwt),
    'session of an app password': () => who(phone),
    'OAuth token': async () => {
      app.at = at.address
      return (await app.method('GET', WHO, session)).status
    },
    'app password': async () =>
      (await send(at, 'POST', '/xrpc/com.atproto.server.createSession', json, credentials)).status,
  }
}

/** Waits until both nodes refuse these ways in, and writes down how long that took. */
async function refusedEverywhere(what: string, member: Everything, names: readonly string[]): Promise<void> {
  const beganMs = performance.now()
  for (const node of group.nodes) {
    for (const [name, status] of Object.entries(waysIn(member, node))) {
      if (!names.includes(name)) continue
      await eventually(async () => (await status()) >= REFUSED_FROM, `${node.address} refuses the ${name}`)
    }
  }
  ;(times[what] ??= []).push(Math.round(performance.now() - beganMs))
}

async function admitted(member: Everything): Promise<void> {
  for (const node of group.nodes) {
    for (const [name, status] of Object.entries(waysIn(member, node)))
      expect([name, await status()]).toEqual([name, 200])
  }
}

describe('on two nodes', () => {
  it(
    'a directory that deactivates somebody ends all that could be used instead of them',
    async () => {
      const admin = { authorization: ADMIN, 'content-type': 'application/json' }
      const expiresAt = new Date(Date.now() + HOUR_MS).toISOString()
      const tokens = `/admin/v1/sso/connections/${connectionId}/scim-tokens`
      const made = await send(one, 'POST', tokens, admin, JSON.stringify({ name: 'test', expiresAt }))
      expect(made.status).toBe(201)
      const scim = {
        authorization: `Bearer ${String(made.json.secret)}`,
        'content-type': 'application/scim+json',
      }
      // So many would be taken for a mistake, if nobody had said that they are meant.
      const resume = `/admin/v1/sso/connections/${connectionId}/resume-leavers`
      const meant = await send(one, 'POST', resume, admin, JSON.stringify({ passes: ROUNDS }))
      expect(meant.status).toBeLessThan(REFUSED_FROM)
      for (let round = 0; round < ROUNDS; round++) {
        const member = await memberWithEverything(`leaver${round}`)
        const user = JSON.stringify({ userName: `${round}@example.org`, externalId: member.subject })
        const { json } = await send(other, 'POST', '/scim/v2/Users', scim, user)
        await admitted(member)
        const patch = JSON.stringify({ Operations: [{ op: 'Replace', path: 'active', value: 'False' }] })
        const answer = await send(one, 'PATCH', `/scim/v2/Users/${String(json.id)}`, scim, patch)
        expect(answer).toMatchObject({ status: 200, json: { active: false } })
        await refusedEverywhere('active=false', member, [...SESSIONS, 'app password'])
      }
    },
    TEST_MAX_MS,
  )

  it(
    'a logout token ends what was open; what was not is for the directory to end',
    async () => {
      const type = { 'content-type': 'application/x-www-form-urlencoded' }
      const path = `/sso/connections/${connectionId}/backchannel-logout`
      for (let round = 0; round < ROUNDS; round++) {
        const member = await memberWithEverything(`outsider${round}`)
        await admitted(member)
        const form = new URLSearchParams({ logout_token: provider.token({ sub: member.subject }) }).toString()
        expect((await send(other, 'POST', path, type, form)).status).toBe(200)
        await refusedEverywhere('logout token', member, SESSIONS)
        // The same token again, at the other node.
        expect((await send(one, 'POST', path, type, form)).status).toBe(400)
      }
    },
    TEST_MAX_MS,
  )
})

// It starts a node anew.
applicationsOnNodes(() => group)
