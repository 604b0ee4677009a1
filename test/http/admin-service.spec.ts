import { AdminApi } from '../support/admin-api.js'
import { DnsServer } from '../support/dns-server.js'
import { eventually } from '../support/eventually.js'
import { type Answer, bearer, PASSWORD, WholeServer } from '../support/whole-server.js'

let dns: DnsServer
let server: WholeServer
let api: AdminApi

beforeAll(async () => {
  dns = await DnsServer.start()
  server = await WholeServer.start({
    PDS_RATE_LIMITS_ENABLED: 'false',
    PDS_HANDLE_QUARANTINE_DAYS: '90',
    PDS_HANDLE_BACKUP_NAMESERVERS: dns.address,
    PDS_BLOB_LOCATION_POLICY: 'off',
    PDS_WARNING_COLOR: '#704700',
  })
  api = new AdminApi(server)
})
afterAll(async () => {
  await server?.close()
  await dns?.close()
})

const put = (path: string, body: object, headers: Record<string, string> = {}): Promise<Answer> =>
  api.send('PUT', path, body, headers)
const described = async () => (await server.get('com.atproto.server.describeServer')).json

/** Another node has made a version: this one hears of it from the database. */
const writtenElsewhere = (name: string, content: object) =>
  server.sql(
    `WITH added AS (
       INSERT INTO service_document (name, version, content, made_at)
       SELECT $1, coalesce(max(version), 0) + 1, $2::jsonb, now() FROM service_document WHERE name = $1
       RETURNING name)
     SELECT pg_notify('service_document', name) FROM added`,
    [name, JSON.stringify(content)],
  )

describe('settings', () => {
  it('are changed while the server runs, and have their defaults again', async () => {
    expect(await described()).toMatchObject({ inviteCodeRequired: false })
    const changed = await put('settings/sign-up', { values: { PDS_INVITE_REQUIRED: true } })
    expect(changed).toMatchObject({ status: 200, json: { group: 'sign-up', version: 1 } })
    expect(changed.json.data).toContainEqual(
      expect.objectContaining({
        env: 'PDS_INVITE_REQUIRED',
        value: 'true',
        source: 'database',
        pinned: false,
      }),
    )
    expect(await described()).toMatchObject({ inviteCodeRequired: true })
    expect(
      await server.post('com.atproto.server.createAccount', { handle: 'a.test', password: 'long enough' }),
    ).toMatchObject({ status: 400, json: { error: 'InvalidInviteCode' } })
    await put('settings/sign-up', { values: { PDS_INVITE_REQUIRED: null } })
    expect(await described()).toMatchObject({ inviteCodeRequired: false })
  })

  it('are heard of by other nodes', async () => {
    await writtenElsewhere('settings.uploads', { PDS_BLOB_UPLOAD_LIMIT: '1234' })
    await eventually(async () => (await described()).blobUploadLimit === 1_234)
    await put('settings/uploads', { values: {} })
    expect(await described()).toMatchObject({ blobUploadLimit: 5_242_880 })
  })

  it.each([
    ['a number that is none', 'uploads', { PDS_BLOB_UPLOAD_LIMIT: 'much' }, 400, 'invalid_request'],
    ['a number that is too small', 'uploads', { PDS_BLOB_UPLOAD_LIMIT: -1 }, 400, 'invalid_request'],
    ['a setting of another group', 'uploads', { PDS_INVITE_REQUIRED: true }, 400, 'invalid_request'],
    ['a setting of the environment only', 'uploads', { PDS_HOSTNAME: 'x.test' }, 400, 'invalid_request'],
    [
      'settings that do not go together',
      'protection',
      { PDS_SIGN_IN_LOCK_MS: 10_000, PDS_SIGN_IN_LOCK_MAX_MS: 999_999_999_999 },
      400,
      'invalid_request',
    ],
    [
      'a setting that the environment pins',
      'uploads',
      { PDS_BLOB_LOCATION_POLICY: 'strip' },
      409,
      'setting_pinned',
    ],
    ['a group that there is not', 'nothing', {}, 404, 'not_found'],
  ])('refuses %s', async (_what, group, values, status, code) => {
    expect(await put(`settings/${group}`, { values })).toMatchObject({ status, json: { code } })
  })

  it('are not changed by somebody who has not seen the last change', async () => {
    const seen = await api.get('settings/contact')
    const values = { PDS_CONTACT_EMAIL_ADDRESS: 'help@example.com' }
    const match = { 'if-match': seen.headers.etag! }
    expect((await put('settings/contact', { values }, match)).status).toBe(200)
    expect(await put('settings/contact', { values: {} }, match)).toMatchObject({
      status: 412,
      json: { code: 'precondition_failed' },
    })
    expect(await described()).toMatchObject({ contact: { email: 'help@example.com' } })
  })
})

describe('domains', () => {
  const added = async (domain: string) => {
    const { json } = await api.post('domains', { domain })
    const { name, value } = json.proof as { name: string; value: string }
    return { name, value }
  }
  const verified = async (domain: string) => {
    const { name, value } = await added(domain)
    dns.set(name, value)
    return api.post(`domains/${domain}/verify`)
  }
  const names = async () => (await described()).availableUserDomains

  it('are used once it is proved whose they are, without a restart', async () => {
    const { name } = await added('people-example.net')
    expect(await names()).toEqual(['.test'])
    dns.set(name, 'something else')
    expect((await api.post('domains/people-example.net/verify')).json).toMatchObject({
      domain: { isInUse: false },
      findings: [
        { what: 'ownership', state: 'wrong', found: ['something else'], records: [{ type: 'TXT', name }] },
        { what: 'address', state: 'skipped' },
        { what: 'certificate', state: 'skipped' },
      ],
    })
    expect((await verified('crew-example.net')).json).toMatchObject({ domain: { isInUse: true } })
    expect(await names()).toEqual(['.test', '.crew-example.net'])
    const { did } = await server.signUp({ handle: 'ann.crew-example.net' })
    const proof = (host: string) => server.request('GET', '/.well-known/atproto-did', { host })
    expect((await proof('ann.crew-example.net')).bytes.toString()).toBe(did)
    const other = await server.request('GET', '/xrpc/_health', { host: 'ann.crew-example.net' })
    expect(other.status).toBe(404)
    const tls = async (host: string) => (await server.request('GET', `/tls-check?domain=${host}`)).status
    expect(await tls('ann.crew-example.net')).toBe(200)
    expect(await tls('ben.crew-example.net')).toBe(404)
    expect(await tls('guildhall-check.people-example.net')).toBe(200)
    expect(await api.send('DELETE', 'domains/crew-example.net')).toMatchObject({
      status: 409,
      json: { code: 'domain_in_use' },
    })
    expect((await api.send('DELETE', 'domains/people-example.net')).status).toBe(204)
    expect((await api.get('domains')).json.data).toHaveLength(2)
  })

  it('have rules of their own', async () => {
    await verified('rules-example.net')
    const policy = {
      lengthMin: 5,
      reserved: { add: ['chair'], remove: ['support'] },
      chosenBy: 'new-members',
    }
    expect((await put('domains/rules-example.net/handle-policy', policy)).status).toBe(200)
    const check = async (handle: string) => (await api.get(`handles/check?handle=${handle}`)).json
    expect(await check('chair.rules-example.net')).toMatchObject({
      isFree: false,
      code: 'HandleNotAvailable',
    })
    expect(await check('cha-ir.rules-example.net')).toMatchObject({ isFree: false })
    expect(await check('support.rules-example.net')).toMatchObject({ isFree: true })
    expect(await check('four.rules-example.net')).toMatchObject({ code: 'InvalidHandle' })
    expect(await check('chair.test')).toMatchObject({ isFree: true })
    const member = await server.signUp({ handle: 'someone.rules-example.net' })
    const change = { handle: 'anybody.rules-example.net' }
    const authorization = `Bearer ${member.accessJwt}`
    expect(await server.post('com.atproto.identity.updateHandle', change, { authorization })).toMatchObject({
      status: 400,
      json: { error: 'HandleNotAvailable' },
    })
    await put('domains/rules-example.net/handle-policy', { chosenBy: 'administrators' })
    expect(await names()).not.toContain('.rules-example.net')
    const given = { handle: 'given.rules-example.net', email: 'given@example.com' }
    expect((await api.post('accounts', given)).status).toBe(201)
    const taken = {
      ...given,
      handle: 'taken.rules-example.net',
      email: 'taken@example.com',
      password: 'long enough',
    }
    expect(await server.post('com.atproto.server.createAccount', taken)).toMatchObject({
      status: 400,
      json: { error: 'HandleNotAvailable' },
    })
  })

  it('keep names back everywhere', async () => {
    const { headers } = await api.get('handles/reserved')
    const match = { 'if-match': headers.etag! }
    expect((await put('handles/reserved', { add: ['president'], remove: [] }, match)).status).toBe(204)
    expect((await api.get('handles/check?handle=president.test')).json).toMatchObject({ isFree: false })
    expect((await put('handles/reserved', { add: [], remove: [] }, match)).status).toBe(412)
  })

  it.each([
    ['domains', { domain: 'no domain' }],
    ['domains', { domain: 'test' }],
    ['domains', { domain: 'host.local' }],
    ['domains', { domain: 'test.' }],
    ['domains', {}],
  ])('refuses %s %j', async (path, body) => {
    expect(await api.post(path, body)).toMatchObject({ status: 400, json: { code: 'invalid_request' } })
  })

  it('of the installation stay', async () => {
    expect(await api.send('DELETE', 'domains/test')).toMatchObject({
      status: 409,
      json: { code: 'setting_pinned' },
    })
  })

  it('show what a template would make of people', async () => {
    const template = '{{ email | localpart | ascii | slug }}'
    const claims = [{ email: 'Léa@x.org' }, { email: 'lea@y.org' }, { email: 'admin@x.org' }, {}]
    const { json } = await api.post('handles/preview', { template, claims })
    expect(json.data).toMatchObject([
      { handle: 'lea.test', isFree: true },
      { handle: 'lea.test', isFree: false, code: 'handle_twice' },
      { handle: 'admin.test', isFree: false, code: 'HandleNotAvailable' },
      { handle: '.test', isFree: false, code: 'InvalidHandle' },
    ])
    expect(await api.post('handles/preview', { template: '{% for %}', claims: [] })).toMatchObject({
      status: 400,
      json: { code: 'invalid_template' },
    })
  })
})

describe('a handle that somebody has given up', () => {
  const signUp = (handle: string) =>
    server.post('com.atproto.server.createAccount', {
      ...{ handle, email: `new-${handle.split('.')[0]}@example.com`, password: PASSWORD },
    })
  const rename = (did: string, handle: string) => api.send('PATCH', `accounts/${did}`, { handle })
  const kept = { status: 400, json: { error: 'HandleNotAvailable' } }

  it('is nobody else’s for a while, and theirs again', async () => {
    const [former, other] = [await server.signUp(), await server.signUp()]
    expect((await rename(former.did, `former-${former.handle}`)).status).toBe(200)
    expect(await signUp(former.handle)).toMatchObject(kept)
    const wanted = { handle: former.handle }
    const asked = await server.post('com.atproto.identity.updateHandle', wanted, bearer(other.accessJwt))
    expect(asked).toMatchObject(kept)
    expect((await rename(other.did, former.handle)).json).toMatchObject({ code: 'HandleNotAvailable' })
    const { json } = await api.get(`handles/check?handle=${former.handle}`)
    expect(json).toMatchObject({ isFree: false, code: 'HandleNotAvailable' })
    expect((await rename(former.did, former.handle)).status).toBe(200)
    expect((await rename(former.did, `again-${former.handle}`)).status).toBe(200)
    const list = await api.get('handles/former?count=true')
    expect(list.json.data).toContainEqual(expect.objectContaining({ ...wanted, did: former.did }))
  })

  it('is anybody’s once an administrator says so, who may', async () => {
    const former = await server.signUp()
    expect((await api.post(`accounts/${former.did}/delete`, {})).status).toBeLessThan(300)
    expect(await signUp(former.handle)).toMatchObject(kept)
    expect((await api.send('DELETE', `handles/former/${former.handle}`)).status).toBe(204)
    expect((await api.send('DELETE', `handles/former/${former.handle}`)).status).toBe(404)
    expect((await signUp(former.handle)).status).toBe(200)
  })

  it('is anybody’s after ninety days', async () => {
    const former = await server.signUp()
    expect((await rename(former.did, `later-${former.handle}`)).status).toBe(200)
    const day = 24 * 60 * 60 * 1000
    await server.sql(`UPDATE former_handle SET given_up_at = $1 WHERE handle = $2`, [
      new Date(server.clock.nowMs() - 90 * day),
      former.handle,
    ])
    expect((await signUp(former.handle)).status).toBe(200)
  })
})

describe('looks', () => {
  const upload = async (file: string) =>
    api.post('branding/assets', { file: Buffer.from(file).toString('base64') })
  const page = async () => (await server.request('GET', '/account/sign-in')).bytes.toString()
  const preview = (query: Record<string, string>) =>
    api.get(`branding/preview?${new URLSearchParams(query).toString()}`)
  const draft = (values: object) => Buffer.from(JSON.stringify(values)).toString('base64url')

  it('are in use at once, with pictures made anew, and can be gone back to', async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>1</script><path d="M0 0h9"/></svg>'
    const made = await upload(svg)
    expect(made).toMatchObject({ status: 201, json: { type: 'image/svg+xml' } })
    const { digest, path } = made.json as { digest: string; path: string }
    const logo = await server.request('GET', path)
    expect(logo.bytes.toString()).not.toContain('script')
    expect(logo.headers).toMatchObject({
      'content-type': 'image/svg+xml',
      'content-security-policy': expect.stringContaining('sandbox'),
      'cache-control': expect.stringContaining('immutable'),
    })
    const values = {
      serviceName: 'The Guild',
      primaryColor: '#7a1f5c',
      logo: digest,
      footer: 'Imprint: here',
    }
    expect(await put('branding', values)).toMatchObject({
      status: 200,
      json: { serviceName: 'The Guild', version: 1, logoPath: path },
    })
    const html = await page()
    expect(html).toContain('The Guild')
    expect(html).toContain('Imprint: here')
    expect(html).toContain(path)
    const [sheet] = /\/branding\/theme\.css\?[^"]+/.exec(html)!
    const css = await server.request('GET', sheet.replaceAll('&amp;', '&'))
    expect(css.bytes.toString()).toContain('--primary:#7a1f5c')
    await put('branding', {})
    expect(await page()).not.toContain('The Guild')
    expect((await api.post('branding/rollback', { version: 1 })).json).toMatchObject({
      version: 3,
      values,
    })
    expect((await api.get('branding/versions')).json.data).toHaveLength(3)
    expect(await page()).toContain('The Guild')
  })

  it('of a domain are for those whose handles are below it', async () => {
    await put('branding/test', { serviceName: 'Test Chapter', successColor: '#1d7a46' })
    expect((await api.get('branding/test')).json).toMatchObject({
      serviceName: 'Test Chapter',
      effective: { primaryColor: '#7a1f5c', footer: 'Imprint: here' },
    })
    expect((await api.get('branding')).json).toMatchObject({ serviceName: 'The Guild' })
    expect(await put('branding/nowhere.example.net', {})).toMatchObject({ status: 404 })
    const { email } = await server.signUp()
    await server.post('com.atproto.server.requestPasswordReset', { email })
    await eventually(async () =>
      server.lines.some(({ subject = '' }) => String(subject).endsWith('Test Chapter')),
    )
  })

  it('are heard of by other nodes', async () => {
    await writtenElsewhere('branding', { serviceName: 'Written Elsewhere' })
    await eventually(async () => (await api.get('overview')).json.serviceName === 'Written Elsewhere')
    await put('branding', {})
  })

  it('are seen before they are in use', async () => {
    const values = draft({ serviceName: 'Not <yet>', primaryColor: '#00504a', mailName: 'Guild' })
    const shown = await preview({ show: 'consent', draft: values, theme: 'dark', locale: 'de' })
    const html = shown.bytes.toString()
    expect(html).toContain('Not &lt;yet&gt;')
    expect(html).toContain('data-theme="dark"')
    expect(html).toContain('00504a')
    expect(html).not.toContain('<script')
    expect(shown.headers['content-security-policy']).toMatch(
      /default-src 'none'.*frame-ancestors 'self'.*sandbox/,
    )
    const mail = (await preview({ show: 'mail:resetPassword', draft: values })).bytes.toString()
    expect(mail).toContain('Reset your password')
    expect(mail).toContain('Not &lt;yet&gt;')
    expect(await page()).not.toContain('Not &lt;yet&gt;')
  })

  it.each([
    ['colours that are none', { primaryColor: 'reddish' }, 400, 'invalid_request'],
    ['links that lead nowhere', { homeUrl: 'javascript:alert(1)' }, 400, 'invalid_request'],
    ['pictures that nobody has uploaded', { logo: 'a'.repeat(43) }, 400, 'invalid_request'],
    ['what there is not', { nothing: 'x' }, 400, 'invalid_request'],
    ['colours that could not be seen', { primaryColor: '#ffe600' }, 400, 'palette_unsafe'],
  ])('refuse %s', async (_what, values, status, code) => {
    expect(await put('branding', values)).toMatchObject({ status, json: { code } })
  })

  it('say what was measured of colours that could not be seen', async () => {
    const { json } = await put('branding', { errorColor: '#ff8080' })
    expect(json.errors).toContainEqual({
      at: '/errorColor',
      message: expect.stringMatching(/^has a contrast of \d\.\d\d on the card; 4.5 is needed$/),
    })
    const { json: measured } = await api.get(`branding/contrast?draft=${draft({ errorColor: '#ff8080' })}`)
    expect(measured.data).toContainEqual(
      expect.objectContaining({ colour: 'error', on: 'card', isEnough: false }),
    )
  })

  it.each(['<html></html>', 'GIF89a', '<svg xmlns="http://www.w3.org/2000/svg"><style/></svg>'])(
    'refuse the picture %s',
    async (file) => {
      expect(await upload(file)).toMatchObject({ status: 400, json: { code: 'picture_refused' } })
    },
  )

  it('that the environment pins stay', async () => {
    expect((await api.get('branding')).json.pinned).toEqual(['warningColor'])
    expect(await put('branding', { warningColor: '#604000' })).toMatchObject({
      status: 409,
      json: { code: 'setting_pinned' },
    })
    expect((await put('branding/test', { warningColor: '#604000' })).status).toBe(200)
  })
})
