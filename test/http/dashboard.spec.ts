import { eventually } from '../support/eventually.js'
import { ADMIN_PASSWORD, type Answer, WholeServer } from '../support/whole-server.js'

const START_MAX_MS = 60_000
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

describe('the dashboard', () => {
  let server: WholeServer
  let host: Record<string, string>
  let ours: Record<string, string>
  beforeAll(async () => {
    server = await WholeServer.start({ PDS_SERVICE_NAME: 'A & "B" <Guild>' })
    host = { host: new URL(server.url).host }
    ours = { ...host, origin: server.url }
  }, START_MAX_MS)
  afterAll(() => server?.close())

  const page = (path: string, headers = host) => server.request('GET', path, headers)

  describe('as a document', () => {
    it.each(['/admin', '/admin/accounts', '/admin/accounts/did:plc:abc?tab=audit'])(
      'is at %s',
      async (path) => {
        const { status, headers, bytes } = await page(path)
        expect(status).toBe(200)
        expect(headers).toMatchObject({
          'content-type': 'text/html; charset=utf-8',
          'cache-control': 'no-store',
          'x-frame-options': 'DENY',
          'cross-origin-opener-policy': 'same-origin',
        })
        expect(headers['access-control-allow-origin']).toBeUndefined()
        expect(bytes.toString()).toContain('data-service="A &amp; &quot;B&quot; &lt;Guild>"')
      },
    )

    it('allows nothing inline and nothing from elsewhere', async () => {
      const { headers, bytes } = await page('/admin')
      const policy = headers['content-security-policy']!
      expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self';")
      expect(policy).not.toContain('unsafe')
      const html = bytes.toString()
      expect(html).not.toMatch(/<style|style=|<script(?![^>]* src="\/assets\/)|\bon\w+=|https?:/)
      for (const [, path] of html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)) {
        expect([path, (await page(path!)).status]).toEqual([path, 200])
      }
    })

    it('is to be had under the name of the service only', async () => {
      const { status, json } = await page('/admin', { host: 'elsewhere.example' })
      expect([status, json['detail']]).toEqual([404, `The dashboard is at ${server.url}/admin`])
    })

    it.each(['/admin/v1', '/admin/v1/nothing', '/admin/openapi.json/more', '/admin/session/more'])(
      'is not what programs find at %s',
      async (path) => {
        const { status, headers } = await page(path)
        expect([status, headers['content-type']]).toEqual([404, 'application/problem+json'])
      },
    )
  })

  const sign = (method: 'POST' | 'PUT' | 'DELETE', headers: Record<string, string>, body?: object) =>
    server.request(
      method,
      '/admin/session',
      { ...headers, ...(body && { 'content-type': 'application/json' }) },
      body && JSON.stringify(body),
    )
  const open = (password = ADMIN_PASSWORD, headers = ours) => sign('POST', headers, { password })
  const cookieOf = ({ headers }: Answer) => headers['set-cookie']!.split(';', 1)[0]!
  const me = (cookie: string, headers = host) => server.request('GET', '/admin/v1/me', { ...headers, cookie })

  describe('as a session', () => {
    it('begins with the password, with a cookie that scripts and other sites cannot use', async () => {
      const opened = await open()
      expect(opened).toMatchObject({ status: 204, headers: { 'cache-control': 'no-store' } })
      expect(opened.headers['set-cookie']).toMatch(/^admin=[\w.-]+; Path=\/; HttpOnly; SameSite=Strict$/)
      const { status, json } = await me(cookieOf(opened))
      expect([status, json['type'], json['role']]).toEqual([200, 'password', 'owner'])
    })

    it('does not begin with another password, and a browser is not made to ask for it', async () => {
      expect(await open('wrong')).toMatchObject({
        status: 401,
        headers: expect.not.objectContaining({ 'set-cookie': expect.anything() }),
      })
      const asked = await server.request('GET', '/admin/v1/me', { ...host, 'sec-fetch-mode': 'cors' })
      expect([asked.status, asked.headers['www-authenticate']]).toEqual([401, undefined])
    })

    it.each([
      ['nothing', {}],
      ['an empty text', { password: '' }],
      ['a number', { password: 7 }],
      ['a book', { password: 'x'.repeat(2_000) }],
      ['more than is asked for', { password: 'x', more: 1 }],
    ])('does not begin with %s', async (_what, body) => {
      expect(await sign('POST', ours, body)).toMatchObject({ status: 400, json: { code: 'invalid_request' } })
    })

    it.each<[string, 'POST' | 'PUT' | 'DELETE']>([
      ['begun', 'POST'],
      ['prolonged', 'PUT'],
      ['ended', 'DELETE'],
    ])('is not %s by another site, nor by one that does not say which it is', async (_what, method) => {
      const cookie = cookieOf(await open())
      for (const origin of [{ origin: 'https://evil.example' }, {}] as Record<string, string>[]) {
        const body = method === 'POST' ? { password: ADMIN_PASSWORD } : undefined
        const answer = await sign(method, { ...host, ...origin, cookie }, body)
        expect(answer).toMatchObject({ status: 403, json: { code: 'foreign_origin' } })
      }
      expect((await me(cookie)).status).toBe(200)
    })

    it('changes nothing for another site', async () => {
      const cookie = cookieOf(await open())
      const make = (headers: Record<string, string>) =>
        server.request(
          'POST',
          '/admin/v1/invites',
          { ...headers, cookie, 'content-type': 'application/json' },
          '{}',
        )
      expect(await make({ ...host, origin: 'https://evil.example' })).toMatchObject({ status: 403 })
      expect(await make(host)).toMatchObject({ status: 403, json: { code: 'foreign_origin' } })
      expect(await make(ours)).toMatchObject({ status: 201 })
    })

    it('is not to be made or prolonged by whoever writes into the cookie', async () => {
      const cookie = cookieOf(await open())
      const [id, started, used, seal] = cookie.split('=')[1]!.split('.') as [string, string, string, string]
      const later = (parseInt(used, 36) + HOUR_MS).toString(36)
      for (const forged of [
        `${id}.${started}.${later}.${seal}`,
        `${id}.${later}.${used}.${seal}`,
        `${id}.${started}.${used}.${seal.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))}`,
        'x',
        '',
      ]) {
        expect([forged, (await me(`admin=${forged}`)).status]).toEqual([forged, 401])
      }
    })

    it('ends at sign-out, for whoever kept the cookie as well', async () => {
      const cookie = cookieOf(await open())
      const ended = await sign('DELETE', { ...ours, cookie })
      expect(ended.headers['set-cookie']).toMatch(/^admin=; Max-Age=0; Path=\/; HttpOnly; SameSite=Strict$/)
      await eventually(async () => (await me(cookie)).status === 401, 'the end of the session')
      expect((await sign('PUT', { ...ours, cookie })).status).toBe(401)
      expect((await sign('DELETE', ours)).status).toBe(204)
    })

    it('ends when nobody uses it, and goes on as long as somebody does, within limits', async () => {
      let cookie = cookieOf(await open())
      const left = cookie
      for (let minutes = 0; minutes < 60; minutes += 20) {
        server.clock.advance(20 * MINUTE_MS)
        cookie = cookieOf(await sign('PUT', { ...ours, cookie }))
      }
      expect([(await me(cookie)).status, (await me(left)).status]).toEqual([200, 401])
      for (let minutes = 60; minutes < 12 * 60; minutes += 20) {
        server.clock.advance(20 * MINUTE_MS)
        const renewed = await sign('PUT', { ...ours, cookie })
        if (renewed.status === 204) cookie = cookieOf(renewed)
      }
      expect((await me(cookie)).status).toBe(401)
    })

    it('is not enough for what cannot be undone, ten minutes after the password', async () => {
      const { did } = await server.signUp()
      const erase = (cookie: string) =>
        server.request(
          'POST',
          `/admin/v1/accounts/${did}/delete`,
          { ...ours, cookie, 'content-type': 'application/json' },
          '{}',
        )
      const cookie = cookieOf(await open())
      server.clock.advance(11 * MINUTE_MS)
      expect(await erase(cookie)).toMatchObject({ status: 403, json: { code: 'step_up_required' } })
      expect(await erase(cookieOf(await open()))).toMatchObject({ status: 204 })
    })

    it('is written into the audit, from its beginning to its end', async () => {
      const cookie = cookieOf(await open())
      await sign('DELETE', { ...ours, cookie })
      const fresh = cookieOf(await open())
      const { json } = await server.request('GET', '/admin/v1/audit?page[size]=4', { ...host, cookie: fresh })
      // That somebody looks is written down while what they look at is read, so it is part of it, or not yet.
      const actions = (json['data'] as { action: string }[])
        .map(({ action }) => action)
        .filter((action) => action !== 'audit.view')
      expect(actions.slice(0, 3)).toEqual(['session.open', 'session.end', 'session.open'])
    })
  })
})

describe('a server without dashboard', () => {
  it(
    'has the interface for programs all the same',
    async () => {
      const server = await WholeServer.start({ PDS_DASHBOARD_ENABLED: 'false' })
      try {
        const host = { host: new URL(server.url).host }
        expect((await server.request('GET', '/admin', host)).status).toBe(404)
        expect((await server.request('GET', '/admin/v1/me', host)).status).toBe(401)
      } finally {
        await server.close()
      }
    },
    START_MAX_MS,
  )
})
