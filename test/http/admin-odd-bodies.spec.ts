import { AdminApi, operations } from '../support/admin-api.js'
import { WholeServer } from '../support/whole-server.js'
import { PREPARED, prepareFor, tidyUp } from './admin-changes.js'

const FAULT = 500
const TEST_MAX_MS = 60_000
/** Ends what all others need. */
const LAST = 'signOut'
/** What is put in the place of each value of a body that is good. */
const ODD: Readonly<Record<string, (value: unknown) => unknown>> = {
  null: () => null,
  'a NUL': (value) => `${String(value)}\0`,
  'half of a character': (value) => `${String(value)}\ud800`,
  'a number that is too large': () => 1e308,
  'an object': () => ({}),
  'a list': () => [null],
}

let server: WholeServer
let api: AdminApi
beforeAll(async () => {
  server = await WholeServer.start({ PDS_RATE_LIMITS_ENABLED: 'false' })
  api = new AdminApi(server)
  prepareFor(server, api)
})
afterAll(async () => {
  await tidyUp()
  await server?.close()
})

/** The body with something else in each place, one after the other. */
function* altered(body: object, odd: (value: unknown) => unknown): Generator<[at: string, body: object]> {
  const places = function* (value: unknown, at: readonly string[]): Generator<readonly string[]> {
    if (at.length > 0) yield at
    if (typeof value !== 'object' || value === null) return
    for (const [name, inner] of Object.entries(value)) yield* places(inner, [...at, name])
  }
  for (const at of places(body, [])) {
    const copy = structuredClone(body)
    const [name, ...above] = [...at].reverse() as [string, ...string[]]
    const holder = above.reduceRight<Record<string, unknown>>(
      (within, each) => within[each] as Record<string, unknown>,
      copy as Record<string, unknown>,
    )
    holder[name] = odd(holder[name])
    yield [at.join('/'), copy]
  }
}

it(
  'no change fails by a fault of ours, whatever stands in the place of something in its body',
  async () => {
    const faults: string[] = []
    for (const { id, method } of operations()) {
      const prepare = id === LAST ? undefined : PREPARED[id]
      if (!prepare) continue
      const { path, body } = await prepare()
      if (typeof body !== 'object') continue
      for (const [name, odd] of Object.entries(ODD)) {
        for (const [at, changed] of altered(body, odd)) {
          const { status } = await api.send(method, path, changed)
          if (status === FAULT) faults.push(`${id}, ${at}: ${name}`)
        }
      }
    }
    expect(faults).toEqual([])
  },
  TEST_MAX_MS,
)

it('a NUL in an address leads nowhere, and is no fault of ours', async () => {
  const paths = ['/branding/assets/%00', '/account/%00', '/plc/%00', '/scim/v2/Users/%00', '/assets/%00']
  for (const path of [...paths, '/admin/v1/roles/a%00', '/admin/v1/accounts/did:plc:%00']) {
    expect([path, (await server.request('GET', path)).status]).toEqual([path, 404])
  }
  const queries = ['/move?link=%00', '/account/sign-up?code=%00', '/admin/v1/branding/versions?domain=%00']
  for (const path of queries) expect([path, (await server.request('GET', path)).status]).toEqual([path, 400])
  const said = [
    'start?connection=%00',
    'callback?state=%00',
    'callback?iss=a&state=b%00&code=%00',
    'callback?%00=a',
  ]
  for (const path of said) expect((await server.request('GET', `/sso/${path}`)).status).toBeLessThan(500)
})

it('a NUL in a form is refused', async () => {
  const body = new URLSearchParams({ identifier: 'a\0b', password: 'x' }).toString()
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const answer = await server.app.inject({
    method: 'POST',
    url: '/account/sign-in',
    headers: { ...headers, host: new URL(server.url).host },
    payload: body,
  })
  expect(answer.statusCode).toBe(400)
})
