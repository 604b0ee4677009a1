import { com } from '@guildhall/lexicon'
import type { Did } from '@guildhall/syntax'
import { MailCodes } from '../../src/account/index.js'
import { confirmAddress } from '../support/address-confirmation.js'
import { AdminApi } from '../support/admin-api.js'
import { OAuthBrowser } from '../support/oauth-browser.js'
import { admin, bearer, type Member, PASSWORD, WholeServer } from '../support/whole-server.js'

const { createAccount, createAppPassword, resetPassword } = com.atproto.server
const { updateAccountEmail } = com.atproto.admin
const MINUTE_MS = 60_000

let server: WholeServer
/** whoever has the password */
let api: AdminApi
let boss: Member & { api: AdminApi }
let count = 0

const member = async (role?: Parameters<AdminApi['assign']>[1], more: object = {}) => {
  const one = await server.signUp({ inviteCode: codeIn(await api.post('invites', {})) })
  if (role) expect((await api.assign(one.did, role, more)).status).toBe(201)
  return { ...one, api: await api.signedIn(one.did) }
}
const guest = () => `guest${++count}@example.com`
const codeOf = ({ status, json }: { status: number; json: Record<string, unknown> }) => [status, json.code]
const invite = (by: AdminApi, email: string, more: object = {}) =>
  by.post('invites', { emailPattern: email, role: 'help-desk', ...more })
const codeIn = ({ json }: { json: Record<string, unknown> }) =>
  (json.data as { codes: string[] }[])[0]!.codes[0]!
const take = async (inviteCode: string, email: string, at = server) => {
  const handle = `invited${++count}.test`
  const { status, json } = await at.post(createAccount.nsid, {
    handle,
    email,
    password: PASSWORD,
    inviteCode,
  })
  return { status, error: json.error, email, did: json.did as string, accessJwt: json.accessJwt as string }
}
const readdress = async ({ did, email }: { did: string; email: string }) =>
  expect((await server.post(updateAccountEmail.nsid, { account: did, email }, admin)).status).toBe(200)
/** Takes a code up, and confirms the address. */
const join = async (inviteCode: string, email: string, at = server) => {
  const taken = await take(inviteCode, email, at)
  expect(await confirmAddress(at, taken)).toBe(200)
  return taken
}
const rolesOf = async (did: string) =>
  (await api.get(`role-assignments?filter[did]=${did}`)).json.data as object[]
const deedsOn = async (did: string) =>
  (await api.get(`audit?filter[target]=${did}&filter[action]=role.assign`)).json.data as object[]

beforeAll(async () => {
  server = await WholeServer.start({
    PDS_INVITE_REQUIRED: 'true',
    PDS_RATE_LIMITS_ENABLED: 'false',
    PDS_SERVICE_HANDLE_DOMAINS: '.test,.press.test',
  })
  api = new AdminApi(server)
  await member('owner')
  boss = await member('admin')
})
afterAll(() => server?.close())

describe('invites', () => {
  it('are made, shown, listed and switched off', async () => {
    const made = await api.post('invites', { count: 2, uses: 3 })
    expect(made.status).toBe(201)
    const code = codeIn(made)
    const [{ codes, links }] = made.json.data as [{ codes: string[]; links: string[] }]
    expect(links).toEqual(codes.map((each) => `${server.url}/account/sign-up?code=${each}`))
    expect((await api.post(`invites/${code}/revoke`)).status).toBe(204)
    expect(await api.get(`invites/${code}`)).toMatchObject({
      status: 200,
      json: { code, state: 'revoked', uses: [] },
    })
    expect((await api.get('invites/none')).json.code).toBe('not_found')
    expect(codeOf(await api.post('invites/none/revoke'))).toEqual([404, 'not_found'])
    const { json } = await api.get('invites?filter[disabled]=true&count=true')
    expect(json.data).toEqual([expect.objectContaining({ code, available: 3, disabled: true })])
    expect(json.count).toBe(1)
  })
})

describe('a handle that an invite proposes', () => {
  const HANDLE = /<input[^>]*name="handle"[^>]*>/
  const proposed = async (code: string) => {
    const browser = new OAuthBrowser(server.url)
    const { html } = await browser.open(`${server.url}/account/sign-up?code=${code}`)
    return /value="([^"]*)"/.exec(HANDLE.exec(html)![0])![1]
  }
  const prefill = (handle: string) => ({ prefill: { handle } })

  it('is filled in where the link leads, as long as the code is good, and need not be taken', async () => {
    const code = codeIn(await api.post('invites', prefill('Ada.Press.test')))
    expect((await api.get(`invites/${code}`)).json).toMatchObject(prefill('ada.press.test'))
    expect(await proposed(code)).toBe('ada.press.test')
    expect((await take(code, guest())).status).toBe(200)
    expect(await proposed(code)).toBe('')
    expect(await proposed('none')).toBe('')
  })

  it('goes with a letter to one address', async () => {
    const sent = await api.post('invites/send', { emails: [guest()], ...prefill('bob.test') })
    const [{ code }] = sent.json.data as [{ code: string }]
    expect(await proposed(code)).toBe('bob.test')
    const both = { emails: [guest(), guest()], ...prefill('bob.test') }
    expect((await api.post('invites/send', both)).json).toMatchObject({ errors: [{ at: '/prefill' }] })
  })

  it('is one that whoever comes could have', async () => {
    const { handle: taken } = await member()
    const refused = async (handle: string, more: object = {}) =>
      (await api.post('invites', { ...prefill(handle), ...more })).json.errors
    for (const handle of ['ada', 'ada.elsewhere.example', 'admin.test', 'a_b.test', taken, ''])
      expect(await refused(handle)).toEqual([expect.objectContaining({ at: '/prefill/handle' })])
    expect(await refused('eve.test', { handleDomain: 'press.test' })).toEqual([
      { at: '/prefill/handle', message: 'must end in .press.test' },
    ])
    for (const more of [{ count: 2 }, { uses: 2 }])
      expect(await refused('eve.test', more)).toEqual([expect.objectContaining({ at: '/prefill' })])
  })
})

describe('an invite that gives a role', () => {
  it('gives it to whoever takes it up and confirms the address, in the name of whoever made it', async () => {
    const email = guest()
    const made = await invite(boss.api, email, { roleDomain: 'press.test' })
    expect(made.status).toBe(201)
    const taken = await take(codeIn(made), email)
    const { status, did } = taken
    expect(status).toBe(200)
    const uses = async () => (await boss.api.get(`invites/${codeIn(made)}`)).json.uses
    expect([await rolesOf(did), await deedsOn(did)]).toEqual([[], []])
    expect(await uses()).toMatchObject([{ usedBy: did, roleAwaited: true }])
    expect(await confirmAddress(server, taken)).toBe(200)
    expect(await uses()).toEqual([{ usedBy: did, usedAt: expect.any(String) }])
    expect(await rolesOf(did)).toMatchObject([
      { role: 'help-desk', domain: 'press.test', grantedBy: boss.did },
    ])
    expect(await deedsOn(did)).toMatchObject([
      {
        outcome: 'done',
        actor: { type: 'member', id: boss.did },
        after: { role: 'help-desk', domain: 'press.test', invite: expect.stringMatching(/-…$/) },
      },
    ])
    expect((await (await api.signedIn(did)).get('me')).json).toMatchObject({ role: 'help-desk' })
    expect((await take(codeIn(made), guest())).error).toBe('InvalidInviteCode')
    const [{ id }] = (await rolesOf(did)) as [{ id: string }]
    expect((await api.send('DELETE', `role-assignments/${id}`)).status).toBe(204)
    expect(await confirmAddress(server, taken)).toBe(200)
    expect(await rolesOf(did)).toEqual([])
  })

  it('leaves nothing in the account of somebody who had the code, but not the address', async () => {
    const email = guest()
    const thief = await take(codeIn(await invite(boss.api, email)), email)
    const made = await server.post(createAppPassword.nsid, { name: 'for later' }, bearer(thief.accessJwt))
    expect(made.status).toBe(200)
    const codes = server.app.get(MailCodes, { strict: false })
    const { code } = await codes.makeLinked(thief.did as Did, 'resetPassword', MINUTE_MS)
    const chosen = { token: code, password: 'that of the owner' }
    expect((await server.post(resetPassword.nsid, chosen)).status).toBe(200)
    expect(await rolesOf(thief.did)).toMatchObject([{ role: 'help-desk' }])
    expect((await server.signIn(email, 'that of the owner')).status).toBe(200)
    expect((await server.signIn(email, made.json.password as string)).status).toBe(401)
  })

  it('gives nothing to an address that was not invited, nor when it was switched off meanwhile', async () => {
    const codes = [codeIn(await invite(boss.api, guest())), codeIn(await invite(boss.api, guest()))]
    const emailOf = async (code: string) =>
      (await boss.api.get(`invites/${code}`)).json.emailPattern as string
    const [mover, late] = [
      await take(codes[0]!, await emailOf(codes[0]!)),
      await take(codes[1]!, await emailOf(codes[1]!)),
    ]
    const elsewhere = { ...mover, email: guest() }
    await readdress(elsewhere)
    expect(await confirmAddress(server, elsewhere)).toBe(200)
    expect((await boss.api.post(`invites/${codes[1]!}/revoke`)).status).toBe(204)
    expect(await confirmAddress(server, late)).toBe(200)
    for (const { did } of [mover, late]) expect([await rolesOf(did), await deedsOn(did)]).toEqual([[], []])
    await readdress(mover)
    expect(await confirmAddress(server, mover)).toBe(200)
    expect(await rolesOf(mover.did)).toMatchObject([{ role: 'help-desk' }])
  })

  it('is whole for nobody who may not give it: not in places of lists, nor in what is written down', async () => {
    const auditor = await member('auditor')
    const codes = [codeIn(await invite(boss.api, guest())), codeIn(await invite(boss.api, guest()))]
    await boss.api.get(`invites/${codes[0]}`)
    await boss.api.get(`invites/${codes[1]!.replaceAll('-', '%2D')}`)
    expect((await auditor.api.post(`invites/${codes[0]}/revoke`)).status).toBe(403)
    const seen: object[] = []
    for (let next = '', pages = 0; pages < 3; pages++) {
      const { json } = await auditor.api.get(`invites?page[size]=1&page[after]=${next}`)
      next = (json.page as { next: string }).next
      seen.push(json, { place: Buffer.from(next, 'base64url').toString('latin1') })
    }
    for (let cursor: string | undefined, pages = 0; pages < 3; pages++) {
      const { json } = await server.get(com.atproto.admin.getInviteCodes.nsid, { limit: 1, cursor }, admin)
      cursor = json.cursor as string
      seen.push(json)
    }
    seen.push((await auditor.api.get('audit?page[size]=200')).json)
    for (const code of codes) {
      const shown = code.slice(0, code.lastIndexOf('-') + 1)
      expect(JSON.stringify(seen)).toContain(`${shown}…`)
      expect(JSON.stringify(seen)).not.toContain(code.slice(shown.length))
    }
  })

  it('goes by mail as well', async () => {
    const email = guest()
    const sent = await boss.api.post('invites/send', { emails: [email], role: 'moderator' })
    const [{ code }] = sent.json.data as [{ code: string }]
    const { did } = await join(code, email)
    expect(await rolesOf(did)).toMatchObject([{ role: 'moderator', grantedBy: boss.did }])
  })

  it('is for one, whose address is known', async () => {
    for (const more of [
      { uses: 2 },
      { count: 2 },
      { emailPattern: '*@example.com' },
      { forAccounts: [boss.did] },
    ])
      expect(await invite(boss.api, guest(), more)).toMatchObject({
        status: 400,
        json: { errors: [{ at: '/role' }] },
      })
    const open = await boss.api.post('invites', { role: 'help-desk' })
    expect(open).toMatchObject({ status: 400, json: { errors: [{ at: '/role' }] } })
    const bare = await boss.api.post('invites', { roleDomain: 'press.test' })
    expect(bare).toMatchObject({ status: 400, json: { errors: [{ at: '/roleDomain' }] } })
    const email = guest()
    const made = await invite(boss.api, email)
    expect((await take(codeIn(made), guest())).error).toBe('InvalidInviteCode')
  })

  it('is made by whoever may give the role by hand only', async () => {
    const identity = await member('identity-admin')
    for (const send of [
      (role: string) => invite(identity.api, guest(), { role }),
      (role: string) => identity.api.post('invites/send', { emails: [guest()], role }),
    ])
      expect(codeOf(await send('auditor'))).toEqual([403, 'role_outranks'])
    expect(codeOf(await invite(boss.api, guest(), { role: 'admin' }))).toEqual([403, 'role_outranks'])
    const denied = await api.get(`audit?filter[actor]=${boss.did}&filter[outcome]=denied`)
    expect(denied.json.data).toMatchObject([{ action: 'roles.assign', after: { role: 'admin' } }])
    const expiresAt = new Date(server.clock.nowMs() + 60 * MINUTE_MS).toISOString()
    const permissions = ['invites.create', 'invites.view']
    const { json } = await boss.api.post('tokens', { name: 'inviter', permissions, expiresAt })
    const token = api.as({ authorization: `Bearer ${String(json.secret)}` })
    expect((await token.post('invites', {})).status).toBe(201)
    expect(codeOf(await invite(token, guest()))).toEqual([403, 'role_outranks'])
  })

  it('never makes an Owner, nor gives what is no role', async () => {
    for (const role of ['owner', 'no-such-role'])
      expect(await invite(api, guest(), { role })).toMatchObject({
        status: 400,
        json: { errors: [{ at: '/role' }] },
      })
  })

  it('takes somebody who has shown lately that it is them', async () => {
    const late = await api.signedIn(boss.did)
    server.clock.advance(11 * MINUTE_MS)
    expect(codeOf(await invite(late, guest()))).toEqual([403, 'step_up_required'])
    const letter = await late.post('invites/send', { emails: [guest()], role: 'help-desk' })
    expect(codeOf(letter)).toEqual([403, 'step_up_required'])
    expect((await late.post('invites', {})).status).toBe(201)
    boss = { ...boss, api: await api.signedIn(boss.did) }
  })

  it('gives nothing when it is revoked or expired', async () => {
    const [first, second] = [guest(), guest()]
    const revoked = codeIn(await invite(boss.api, first))
    expect((await boss.api.post(`invites/${revoked}/revoke`)).status).toBe(204)
    const expiresAt = new Date(server.clock.nowMs() + MINUTE_MS).toISOString()
    const expired = codeIn(await invite(boss.api, second, { expiresAt }))
    server.clock.advance(2 * MINUTE_MS)
    expect((await take(revoked, first)).error).toBe('InvalidInviteCode')
    expect((await take(expired, second)).error).toBe('InvalidInviteCode')
  })

  it.each([
    [
      'has lost the right',
      (did: string) =>
        api
          .get(`role-assignments?filter[did]=${did}`)
          .then(({ json }) =>
            api.send('DELETE', `role-assignments/${(json.data as { id: string }[])[0]!.id}`),
          ),
    ],
    ['is locked', (did: string) => api.post(`accounts/${did}/lock`, {})],
    ['is gone', (did: string) => api.post(`accounts/${did}/delete`, {})],
  ])('gives nothing when whoever made it %s, which is written down', async (_what, befall) => {
    const inviter = await member('admin')
    const email = guest()
    const code = codeIn(await invite(inviter.api, email))
    expect((await befall(inviter.did)).status).toBeLessThan(300)
    const { did } = await join(code, email)
    expect(await rolesOf(did)).toEqual([])
    expect(await deedsOn(did)).toMatchObject([
      { outcome: 'denied', actor: { type: 'member', id: inviter.did }, after: { role: 'help-desk' } },
    ])
    expect((await (await api.signedIn(did)).get('me')).status).toBe(401)
  })

  it('gives a role of the organization as it is then', async () => {
    const role = { id: 'press-desk', name: 'Press desk', priority: 30, permissions: ['accounts.view'] }
    expect((await api.post('roles', role)).status).toBe(201)
    const [first, second] = [guest(), guest()]
    const codes = [codeIn(await invite(boss.api, first, { role: role.id })), '']
    codes[1] = codeIn(await invite(boss.api, second, { role: role.id }))
    const given = await join(codes[0]!, first)
    expect(await rolesOf(given.did)).toMatchObject([{ role: role.id }])
    const grown = await api.send('PATCH', `roles/${role.id}`, { priority: 90 })
    expect(grown.status).toBe(200)
    const { did } = await join(codes[1]!, second)
    expect(await rolesOf(did)).toEqual([])
    expect(await deedsOn(did)).toMatchObject([{ outcome: 'denied', after: { role: role.id } }])
  })

  it('is shown in part to whoever may not give the role, who could use it otherwise', async () => {
    const code = codeIn(await invite(boss.api, guest()))
    const auditor = await member('auditor')
    const list = async (by: AdminApi) =>
      ((await by.get('invites')).json.data as { code: string; role?: string }[]).find(({ role }) => role)!
    expect(await list(boss.api)).toMatchObject({
      code,
      role: 'help-desk',
      maker: { type: 'member', id: boss.did },
    })
    const shown = (await list(auditor.api)).code
    expect(shown).toBe(`${code.slice(0, -15)}…`)
    const { json } = await server.get(com.atproto.admin.getInviteCodes.nsid, {}, admin)
    expect(JSON.stringify(json)).toContain(shown)
    expect(JSON.stringify(json)).not.toContain(code)
    expect((await take(shown, guest())).error).toBe('InvalidInviteCode')
  })
})

describe('where everybody may sign up', () => {
  let open: WholeServer
  beforeAll(async () => {
    open = await WholeServer.start()
  })
  afterAll(() => open?.close())

  it('an invite still gives its role, and a code that is none does no harm', async () => {
    const administration = new AdminApi(open)
    const email = guest()
    const { did } = await join(codeIn(await invite(administration, email)), email, open)
    const { json } = await administration.get(`role-assignments?filter[did]=${did}`)
    expect(json.data).toMatchObject([{ role: 'help-desk' }])
    expect(await take('no-such-code', guest(), open)).toMatchObject({ status: 200 })
  })
})
