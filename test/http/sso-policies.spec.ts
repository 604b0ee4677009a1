import type { Did } from '@guildhall/syntax'
import { Accounts } from '../../src/account/index.js'
import { eventually } from '../support/eventually.js'
import { OidcIdp } from '../support/oidc-idp.js'
import { codeIn as mailedCodeIn, SmtpSink } from '../support/smtp-sink.js'
import { SsoTraveller } from '../support/sso-traveller.js'
import { bearer, PASSWORD, type WholeServer } from '../support/whole-server.js'
import { doorsOf, SsoAdministrator } from './sso-administrator.js'
import { codeIn, NAME, pageOf, SECOND_MS, SsoWorld } from './sso-world.js'

let world: SsoWorld
let sink: SmtpSink

beforeAll(async () => {
  sink = await SmtpSink.start()
  world = await SsoWorld.start({
    PDS_EMAIL_SMTP_URL: sink.url,
    PDS_EMAIL_FROM_ADDRESS: 'pds@example.com',
  })
  await world.api.post(`sso/connections/${world.connection}/enable`)
})
afterAll(async () => {
  await world?.close()
  await sink?.close()
})

describe('where single sign-on is required', () => {
  const domain = { domain: 'strict.example', of: 'email', enforcement: 'required', appPasswords: 'allow' }
  const enforce = (...domains: object[]) => world.policy({ domains })
  let member: Awaited<ReturnType<WholeServer['signUp']>>
  let appPassword: string
  const owner = { did: '', handle: '' }

  beforeAll(async () => {
    member = await world.server.signUp({ email: 'member@strict.example' })
    const made = await world.server.post(
      'com.atproto.server.createAppPassword',
      { name: 'app' },
      bearer(member.accessJwt),
    )
    appPassword = String(made.json.password)
    Object.assign(owner, await world.server.signUp({ email: 'owner@strict.example' }))
    await world.api.assign(owner.did, 'owner')
  })
  beforeEach(async () => {
    // Lists of connections are known for a moment.
    await enforce(domain)
    world.pass(3)
  })
  afterAll(() => enforce())

  it('the password opens no session, and no page', async () => {
    expect(await world.server.signIn(member.handle)).toMatchObject({
      status: 401,
      json: { error: 'AuthenticationRequired' },
    })
    const traveller = world.traveller()
    const page = await traveller.browser.open(`${world.server.url}/account/sign-in`)
    const fields = { identifier: member.handle, password: PASSWORD }
    expect((await traveller.browser.send(page, fields)).html).toContain('Your organization wants you')
  })

  it('a wrong password is told from a right one by nobody who does not know it', async () => {
    const { json } = await world.server.signIn(member.handle, 'not the password')
    expect(json.message).toBe('Invalid identifier or password')
  })

  it('an app password works, unless it is denied', async () => {
    expect((await world.server.signIn(member.handle, appPassword)).status).toBe(200)
    await enforce({ ...domain, appPasswords: 'deny' })
    expect((await world.server.signIn(member.handle, appPassword)).status).toBe(401)
    const wanted = { name: 'another' }
    const made = await world.server.post(
      'com.atproto.server.createAppPassword',
      wanted,
      bearer(member.accessJwt),
    )
    expect(made.status).toBe(403)
  })

  it('an app password lasts as long as the organization wants', async () => {
    await enforce({ ...domain, appPasswordDays: 7 })
    const made = await world.server.post(
      'com.atproto.server.createAppPassword',
      { name: 'brief' },
      bearer(member.accessJwt),
    )
    expect(made.status).toBe(200)
    const [kept] = await world.server.sql<{ days: number }>(
      `SELECT round(extract(epoch FROM expires_at - created_at) / 86400)::int AS days FROM app_password WHERE name = 'brief'`,
    )
    expect(kept!.days).toBe(7)
  })

  it('a session that was opened before is not prolonged', async () => {
    const refreshed = await world.server.post(
      'com.atproto.server.refreshSession',
      undefined,
      bearer(member.refreshJwt),
    )
    expect(refreshed.status).toBe(401)
  })

  it('nobody gets a new password, and nobody signs up with one', async () => {
    await world.server.post('com.atproto.server.requestPasswordReset', { email: 'member@strict.example' })
    expect(await world.server.sql('SELECT 1 FROM mail_code WHERE did = $1', [member.did])).toEqual([])
    await expect(world.server.signUp({ email: 'new@strict.example' })).rejects.toThrow('UnsupportedDomain')
  })

  it('somebody for whom an account is made reads with whom they sign in, and of no password', async () => {
    const wanted = { handle: 'welcomed.test', email: 'welcomed@strict.example' }
    expect((await world.api.post('accounts', wanted)).status).toBe(201)
    const { body } = await sink.next(wanted.email)
    expect(body).toContain('You sign in with')
    expect(body).toContain(`${world.server.url}/account/sign-in`)
    expect(body).not.toContain('first-password')
  })

  it('an exception lets somebody in until it ends', async () => {
    const expiresAt = new Date(world.server.clock.nowMs() + 3_600_000).toISOString()
    const granted = await world.api.send('PUT', `sso/exceptions/${member.did}`, {
      reason: 'lost the key',
      expiresAt,
    })
    expect(granted.status).toBe(204)
    expect((await world.server.signIn(member.handle)).status).toBe(200)
    world.pass(3_600)
    expect((await world.server.signIn(member.handle)).status).toBe(401)
  })

  it('an Owner gets in, which is in the audit, and all Owners are told', async () => {
    const other = await world.server.signUp({ email: 'other-owner@example.com' })
    const role = String((await world.api.assign(other.did, 'owner')).json.id)
    expect((await world.server.signIn(owner.handle)).status).toBe(200)
    for (const to of ['owner@strict.example', 'other-owner@example.com'])
      await eventually(() =>
        Promise.resolve(
          sink.to(to).some(({ body }) => body.includes(`${owner.did}, an Owner, has signed in`)),
        ),
      )
    await world.api.send('DELETE', `role-assignments/${role}`)
    const entries = await world.server.sql(
      `SELECT 1 FROM audit_entry WHERE action = 'break-glass.use' AND target_id = $1`,
      [owner.did],
    )
    expect(entries).toHaveLength(1)
  })

  it('a request that names somebody of the domain goes to the provider at once', async () => {
    await enforce({ ...domain, domain: 'test', of: 'handle' })
    world.pass(3)
    await world.idp.next(world.newUser())
    const { page } = await world.traveller().request(world.app, { login_hint: 'nobody.test' })
    expect(page.location).toContain(world.idp.issuer)
  })
})

describe('groups', () => {
  it('give roles as long as somebody is in them, and leave others alone', async () => {
    await world.policy({ roles: [{ group: 'helpers', role: 'help-desk' }] })
    const user = world.newUser()
    await world.join({ ...user, groups: ['helpers'] })
    const [{ did } = { did: '' }] = await world.identities(user.sub)
    await world.api.assign(did, 'auditor')
    const permissions = async () => {
      const { json } = await (await world.api.signedIn(did)).get('me')
      return (json.grants as { permission: string }[] | undefined)?.map(({ permission }) => permission) ?? []
    }
    expect(await permissions()).toContain('accounts.lock')
    await world.arrive({ ...user, groups: [] })
    await world.policy({ roles: [] })
    const left = await permissions()
    expect([left.includes('accounts.lock'), left.includes('audit.export')]).toEqual([false, true])
  })
})

describe('an administrator by a group', () => {
  let administrator: SsoAdministrator

  beforeAll(async () => {
    await world.policy({ roles: [{ group: 'helpers', role: 'admin' }] })
    world.pass(3)
    const user = { ...world.newUser(), groups: ['helpers'] }
    await world.join(user)
    administrator = await SsoAdministrator.enter(world, user)
  })
  afterAll(() => world.policy({ roles: [], stepUp: { acr: [] } }))

  it('signs in at the door of the dashboard, where an organization gives roles', async () => {
    expect(await administrator.ask('GET', 'me')).toMatchObject({ status: 200, json: { role: 'admin' } })
    await world.policy({ roles: [] })
    world.pass(3)
    expect(await doorsOf(world)).toEqual([])
    await world.policy({ roles: [{ group: 'helpers', role: 'admin' }] })
    world.pass(3)
    expect(await doorsOf(world)).toMatchObject([{ name: NAME }])
  })

  it('has proved nothing by a session that the provider had already', async () => {
    expect((await administrator.makeToken()).json).toMatchObject({ code: 'step_up_required' })
  })

  it('proves it anew at the provider, which has to have asked', async () => {
    const old = Math.floor(world.server.clock.nowMs() / SECOND_MS) - 3600
    const refused = await administrator.prove({ claims: { auth_time: old } })
    expect(codeIn(refused)).toBe('sso_not_asked_anew')
    expect((await administrator.makeToken()).status).toBe(403)
    await administrator.prove()
    expect((await administrator.makeToken()).status).toBe(201)
  })

  it('proves it as closely as the organization wants', async () => {
    await world.policy({ stepUp: { acr: ['mfa'] } })
    world.pass(20 * 60)
    const refused = await administrator.prove({ claims: { acr: 'pwd' } })
    expect(codeIn(refused)).toBe('sso_authentication_too_weak')
    expect((await administrator.makeToken()).status).toBe(403)
    await administrator.prove({ claims: { acr: 'mfa' } })
    expect((await administrator.makeToken()).status).toBe(201)
  })

  it('proves nothing by leaving out of the link that it has to be asked anew', async () => {
    world.pass(20 * 60)
    const now = { auth_time: Math.floor(world.server.clock.nowMs() / SECOND_MS) }
    await administrator.comeAnyway({ claims: { ...now, acr: 'pwd' } })
    expect((await administrator.makeToken()).status).toBe(403)
    await administrator.comeAnyway({ claims: { ...now, acr: 'mfa' } })
    expect((await administrator.makeToken()).status).toBe(201)
  })

  describe('at a provider that does not say when it has asked', () => {
    const SILENT = { claims: { auth_time: null } }
    const freshness = (value: string) => world.policy({ stepUp: { acr: [], freshness: value } })
    beforeEach(() => world.pass(20 * 60))
    afterAll(() => freshness('auth_time'))

    it('has proved nothing, and is told so', async () => {
      await freshness('auth_time')
      const refused = await administrator.prove(SILENT)
      expect(codeIn(refused)).toBe('sso_not_asked_anew')
      expect(refused.html).toContain('passkey or password of your own')
      expect((await administrator.makeToken()).status).toBe(403)
    })

    it('has proved it where the organization believes that it asks when it is told to', async () => {
      await freshness('prompt')
      const away = await administrator.departure()
      expect([away.get('prompt'), away.get('max_age')]).toEqual(['login', '0'])
      await administrator.prove(SILENT)
      expect((await administrator.makeToken()).status).toBe(201)
    })

    it('has proved nothing if it says that it was long ago, or answers something else', async () => {
      await freshness('prompt')
      const old = Math.floor(world.server.clock.nowMs() / SECOND_MS) - 3600
      expect(codeIn(await administrator.prove({ claims: { auth_time: old } }))).toBe('sso_not_asked_anew')
      const other = { claims: { auth_time: null, nonce: 'another' } }
      expect(codeIn(await administrator.prove(other))).toBe('sso_bad_answer')
      expect((await administrator.makeToken()).status).toBe(403)
    })

    it('is trusted by nobody who did not choose so, nor of SAML', async () => {
      const path = 'sso/connections'
      const wanted = { name: 'x', kind: 'saml', issuer: 'https://idp.test' }
      const made = await world.api.post(path, wanted)
      expect(made.json).toMatchObject({ policy: { stepUp: { freshness: 'auth_time' } } })
      const refused = await world.api.post(path, { ...wanted, policy: { stepUp: { freshness: 'prompt' } } })
      expect([refused.status, JSON.stringify(refused.json)]).toEqual([
        400,
        expect.stringContaining('stepUp/freshness'),
      ])
      await world.api.send('DELETE', `${path}/${String(made.json.id)}`)
    })
  })

  it('proves it with no other account', async () => {
    const claims = { auth_time: Math.floor(world.server.clock.nowMs() / SECOND_MS), acr: 'mfa' }
    await world.idp.next(world.newUser(), { claims })
    const shown = await world.traveller().open(await administrator.proofAddress())
    expect(codeIn(shown)).toBe('sso_wrong_account')
  })
})

describe('an account that one has', () => {
  it('is linked by its owner, who keeps a way to sign in', async () => {
    const member = await world.server.signUp()
    const user = world.newUser()
    // Its clock has not been moved.
    await world.idp.next(user, { claims: { auth_time: Math.floor(world.server.clock.nowMs() / SECOND_MS) } })
    const traveller = world.traveller()
    const signIn = await traveller.browser.open(`${world.server.url}/account/sign-in`)
    await traveller.browser.send(signIn, { identifier: member.handle, password: PASSWORD, remember: 'on' })
    const security = `${world.server.url}/account/${member.did}/security`
    const linked = await traveller.press(await traveller.browser.open(security), `Link ${NAME}`)
    expect(await world.identities(user.sub)).toEqual([{ did: member.did }])
    expect((await world.arrive(user)).shown.html).toContain(member.handle)
    await world.server.sql('UPDATE account SET password_hash = NULL WHERE did = $1', [member.did])
    const id = `${world.connection} ${user.sub}`
    const refused = await traveller.browser.send(linked, { unlink: id }, {}, '/security')
    expect(refused.html).toContain('only way to sign in')
    expect(await world.identities(user.sub)).toHaveLength(1)
  })

  describe('that has the address of somebody new', () => {
    const codeFor = (did: string) => {
      const text = 'SELECT 1 FROM mail_code WHERE did = $1 AND purpose = $2'
      return world.server.sql(text, [did, 'linkIdentity'])
    }
    const confirmed = async () => {
      const member = await world.server.signUp()
      await world.server.sql('UPDATE account SET email_confirmed_at = now() WHERE did = $1', [member.did])
      world.server.app.get(Accounts, { strict: false }).changed(member.did as Did)
      return member
    }
    const askForCode = async ({ email }: { email: string }) => {
      const user = world.newUser({ email })
      const { traveller, shown } = await world.arrive(user)
      const page = await traveller.browser.send(shown, { decision: 'link' }, {}, '/code')
      expect(page.html).toContain('a code is on its way')
      return { user, traveller, page }
    }

    it('is linked by the code that was sent there, and by no other', async () => {
      const member = await confirmed()
      const before = sink.to(member.email).length
      const { user, traveller, page } = await askForCode(member)
      const code = mailedCodeIn(await sink.next(member.email, before))
      const wrong = await traveller.browser.send(page, { code: 'AAAAA-AAAAA', decision: 'link' })
      expect(wrong.html).toContain('notice error')
      expect(await world.identities(user.sub)).toEqual([])
      const linked = await traveller.browser.send(wrong, { code, decision: 'link' })
      expect(pageOf(linked)).toBe('Allow access?')
      expect(await world.identities(user.sub)).toEqual([{ did: member.did }])
      expect(
        await world.server.sql('SELECT 1 FROM pending_registration WHERE subject = $1', [user.sub]),
      ).toEqual([])
    })

    it('is not linked like that if nobody has shown that the address is theirs, or it takes more to sign in', async () => {
      const attacker = await world.server.signUp()
      await askForCode(attacker)
      expect(await codeFor(attacker.did)).toEqual([])
      const careful = await confirmed()
      await world.server.sql(
        `INSERT INTO passkey (id, did, name, public_key, counter, transports, synced, created_at)
         VALUES ('key', $1, 'key', '', 0, '', false, now())`,
        [careful.did],
      )
      await askForCode(careful)
      expect(await codeFor(careful.did)).toEqual([])
    })

    it('is not told from an address of nobody’s', async () => {
      await askForCode({ email: 'nobody@corp.example' })
    })

    it('is not linked where the organization does not want it', async () => {
      const member = await confirmed()
      await world.policy({ provisioning: { linking: false } })
      const { shown } = await world.arrive(world.newUser({ email: member.email }))
      await world.policy({ provisioning: { linking: true } })
      expect(shown.html).not.toContain('/code"')
    })
  })

  it('is somebody else with the same name at another provider', async () => {
    const user = world.newUser()
    await world.join(user)
    const other = await OidcIdp.start(world.server.url)
    const made = await world.api.post('sso/connections', {
      name: 'Other Corp',
      issuer: other.issuer,
      secret: OidcIdp.clientSecret,
      settings: { clientId: OidcIdp.clientId },
    })
    const id = String(made.json.id)
    await world.api.post(`sso/connections/${id}/enable`)
    world.pass(3)
    await other.next({ ...user, email: 'same@elsewhere.example' })
    const traveller = new SsoTraveller(world.server.url, other)
    const { page } = await traveller.request(world.app)
    expect(pageOf(await traveller.press(page, 'Other Corp'))).toBe('Welcome')
    await world.api.post(`sso/connections/${id}/disable`)
    await other.close()
  })
})
