import { AdminApi } from '../support/admin-api.js'
import { admin, bearer, type Member, PASSWORD, WholeServer } from '../support/whole-server.js'

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

let server: WholeServer
let member: Member

/** A call as the tools make it: with the password, whether or not the method looks at it. */
const query = (nsid: string, params: Record<string, string | number> = {}) => server.get(nsid, params, admin)
const procedure = (nsid: string, input: object) => server.post(nsid, input, admin)
const repoRef = () => ({ $type: 'com.atproto.admin.defs#repoRef', did: member.did })
const statusOf = async () => (await query('com.atproto.sync.getRepoStatus', { did: member.did })).json

beforeAll(async () => {
  server = await WholeServer.start({ PDS_INVITE_REQUIRED: 'true' })
})
beforeEach(async () => {
  const { json } = await procedure('com.atproto.server.createInviteCode', { useCount: 1 })
  member = await server.signUp({ inviteCode: json.code })
})
afterAll(() => server?.close())

describe('goat pds admin', () => {
  it('account list: reads all repositories, 500 at a time', async () => {
    const { status, json } = await query('com.atproto.sync.listRepos', { cursor: '', limit: 500 })
    expect(status).toBe(200)
    expect(json.repos).toContainEqual(expect.objectContaining({ did: member.did, active: true }))
  })

  it('account takedown, and --reverse: name no case', async () => {
    const judge = (applied: boolean) =>
      procedure('com.atproto.admin.updateSubjectStatus', { subject: repoRef(), takedown: { applied } })
    expect((await judge(true)).status).toBe(200)
    expect(await statusOf()).toMatchObject({ active: false, status: 'takendown' })
    expect((await judge(false)).status).toBe(200)
    expect(await statusOf()).toMatchObject({ active: true })
  })

  it('account info', async () => {
    const { status, json } = await query('com.atproto.admin.getAccountInfo', { did: member.did })
    expect([status, json.did, json.email]).toEqual([200, member.did, member.email])
  })

  it('account update --email, --handle', async () => {
    const { did } = member
    const email = { account: did, email: `other-${member.handle}@example.com` }
    expect((await procedure('com.atproto.admin.updateAccountEmail', email)).status).toBe(200)
    const handle = `other-${member.handle}`
    expect((await procedure('com.atproto.admin.updateAccountHandle', { did, handle })).status).toBe(200)
    const { json } = await query('com.atproto.admin.getAccountInfo', { did })
    expect(json).toMatchObject({ email: email.email, handle })
  })

  it('account reset-password', async () => {
    const password = 'QX3ZJ7V2K5LQ7M4WB6N8T2R9YA'
    const { status } = await procedure('com.atproto.admin.updateAccountPassword', {
      did: member.did,
      password,
    })
    expect(status).toBe(200)
    expect((await server.signIn(member.handle, PASSWORD)).status).toBe(401)
    expect((await server.signIn(member.handle, password)).status).toBe(200)
  })

  it('account create: with an invite code of its own', async () => {
    const { json } = await procedure('com.atproto.server.createInviteCode', { useCount: 1 })
    const wanted = {
      handle: 'goat-made.test',
      email: 'goat@example.com',
      password: PASSWORD,
      inviteCode: json.code,
    }
    expect((await server.post('com.atproto.server.createAccount', wanted)).status).toBe(200)
  })

  it('account delete', async () => {
    expect((await procedure('com.atproto.admin.deleteAccount', { did: member.did })).status).toBe(200)
    expect((await query('com.atproto.admin.getAccountInfo', { did: member.did })).status).toBe(400)
  })

  it('blob status, purge, and --reverse', async () => {
    const headers = { 'content-type': 'image/png', ...bearer(member.accessJwt) }
    const uploaded = await server.request('POST', '/xrpc/com.atproto.repo.uploadBlob', headers, PIXEL)
    const { $link: cid } = (uploaded.json.blob as { ref: { $link: string } }).ref
    const { did } = member
    const subject = { $type: 'com.atproto.admin.defs#repoBlobRef', did, cid }
    const status = async () =>
      (await query('com.atproto.admin.getSubjectStatus', { did, blob: cid })).json.takedown
    expect(await status()).toEqual({ applied: false })
    for (const applied of [true, false]) {
      const takedown = { applied }
      const done = await procedure('com.atproto.admin.updateSubjectStatus', { subject, takedown })
      expect(done.status).toBe(200)
      expect(await status()).toMatchObject({ applied })
    }
  })

  it('create-invites', async () => {
    const { status, json } = await procedure('com.atproto.server.createInviteCode', { useCount: 5 })
    expect([status, json.code]).toEqual([200, expect.any(String)])
  })
})

describe('pdsadmin', () => {
  it('account list: reads repositories, and asks for each account', async () => {
    const { json } = await query('com.atproto.sync.listRepos', { limit: 100 })
    for (const { did } of json.repos as { did: string }[])
      expect((await query('com.atproto.admin.getAccountInfo', { did })).status).toBe(200)
  })

  it('account takedown and untakedown: name the time as the case', async () => {
    const takedown = { applied: true, ref: '1764329000' }
    const taken = await procedure('com.atproto.admin.updateSubjectStatus', { subject: repoRef(), takedown })
    expect(taken.json).toMatchObject({ takedown })
    const lifted = { subject: repoRef(), takedown: { applied: false } }
    expect((await procedure('com.atproto.admin.updateSubjectStatus', lifted)).status).toBe(200)
    expect(await statusOf()).toMatchObject({ active: true })
  })

  it('everything of it is in the audit', async () => {
    const { did } = member
    const email = { account: did, email: `audited-${member.handle}@example.com` }
    await procedure('com.atproto.admin.updateAccountEmail', email)
    await procedure('com.atproto.admin.deleteAccount', { did })
    const { json } = await new AdminApi(server).get(`audit?filter[target]=${did}`)
    const actions = (json.data as { action: string }[]).map(({ action }) => action)
    expect(actions).toEqual(['account.delete', 'account.email'])
    expect(JSON.stringify(json)).not.toContain('audited-')
  })
})

describe('a token of the administration', () => {
  const issue = async (api: AdminApi, ...permissions: string[]) => {
    const expiresAt = new Date(server.clock.nowMs() + 86_400_000).toISOString()
    const { json } = await api.post('tokens', { name: 'a tool', permissions, expiresAt })
    return json as { id: string; secret: string }
  }
  const change = (secret: string) =>
    server.post(
      'com.atproto.admin.updateAccountEmail',
      { account: member.did, email: `by-token-${member.handle}@example.com` },
      bearer(secret),
    )

  it('is taken by methods as far as it goes, and is who the audit names', async () => {
    const { id, secret } = await issue(new AdminApi(server), 'accounts.view', 'accounts.edit')
    const info = await server.get('com.atproto.admin.getAccountInfo', { did: member.did }, bearer(secret))
    expect([info.status, info.json.did]).toEqual([200, member.did])
    expect((await change(secret)).status).toBe(200)
    const refused = await server.post('com.atproto.admin.deleteAccount', { did: member.did }, bearer(secret))
    expect([refused.status, refused.json.error]).toEqual([403, 'Forbidden'])
    const entries = await server.sql<{ action: string; outcome: string }>(
      'SELECT action, outcome FROM audit_entry WHERE actor_type = $1 AND actor_id = $2 ORDER BY seq',
      ['token', id],
    )
    expect(entries).toEqual([
      { action: 'accounts.view', outcome: 'done' },
      { action: 'account.email', outcome: 'done' },
      { action: 'accounts.delete', outcome: 'denied' },
    ])
  })

  it('that is not good, or was revoked, is none', async () => {
    const api = new AdminApi(server)
    const { id, secret } = await issue(api, 'accounts.edit')
    await api.post(`tokens/${id}/revoke`)
    expect((await change(secret)).status).toBe(401)
    expect((await change(`${secret.slice(0, -1)}x`)).status).toBe(401)
  })

  it('of somebody who is no Owner changes no accounts: who ranks higher is not looked at here', async () => {
    const api = new AdminApi(server)
    await api.assign(member.did, 'admin')
    const { secret } = await issue(await api.signedIn(member.did), 'accounts.view', 'accounts.edit')
    const info = await server.get('com.atproto.admin.getAccountInfo', { did: member.did }, bearer(secret))
    expect(info.status).toBe(200)
    expect((await change(secret)).status).toBe(403)
  })
})
