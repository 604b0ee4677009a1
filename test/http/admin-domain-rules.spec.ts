import { data, outcome } from '../support/admin-api.js'
import { SsoWorld } from './sso-world.js'

const TERMS = 'https://example.org/terms'
const PRIVACY = 'https://example.org/privacy'

let world: SsoWorld
beforeAll(async () => {
  world = await SsoWorld.start()
})
afterAll(() => world?.close())

const put = (path: string, body: object, headers = {}) => world.api.send('PUT', path, body, headers)
const deeds = async (query: string) => data(await world.api.get(`audit?${query}`))

describe('rules for handles', () => {
  const PATH = 'domains/test/handle-policy'
  const give = async (name: string) => {
    const wanted = { handle: `${name}.test`, email: `${name}@example.net` }
    return String((await world.api.post('accounts', wanted)).json.did)
  }
  const reserved = (...add: string[]) => ({ reserved: { add, remove: [] } })

  it('are tried, which changes nothing, and say whose handle nobody would get any more', async () => {
    const [short, chair] = [await give('abc'), await give('chair')]
    const { headers } = await world.api.get('domains')
    const policy = { lengthMin: 4, ...reserved('chair') }
    const { json } = await put(`${PATH}?dryRun=true`, policy)
    expect(json).toMatchObject({ policy, plan: { refused: 2, newlyRefused: 2 } })
    expect((json.plan as { handles: object[] }).handles).toEqual([
      { did: short, handle: 'abc.test', code: 'InvalidHandle', detail: 'Handle too short', isNew: true },
      expect.objectContaining({ did: chair, code: 'HandleNotAvailable', isNew: true }),
    ])
    expect((await world.api.get('domains')).headers.etag).toBe(headers.etag)
    expect(await deeds('filter[target]=test&filter[action]=domain.policy')).toEqual([])
    expect((await put(PATH, reserved('chair'))).status).toBe(200)
    const again = (await put(`${PATH}?dryRun=true`, policy)).json.plan
    expect(again).toMatchObject({ refused: 2, newlyRefused: 1 })
    const everywhere = await put('handles/reserved?dryRun=true', { add: ['abc'], remove: [] })
    expect(everywhere).toMatchObject({ status: 200, json: { refused: 2, newlyRefused: 1 } })
    expect((await put(PATH, {})).status).toBe(200)
    expect((await world.api.get('handles/check?handle=a-bc.test')).json).toMatchObject({ isFree: true })
    const impossible = await put(`${PATH}?dryRun=true`, { lengthMin: 9, lengthMax: 8 })
    expect(impossible).toMatchObject({ status: 400, json: { errors: [{ at: '/lengthMin' }] } })
  })
})

describe('terms of a domain', () => {
  const branding = async () => (await world.api.get('branding/test')).json.values
  const deedsOnBrand = () => deeds('filter[target]=test&filter[action]=branding.change')

  it('are a part of its branding, of which nothing else changes', async () => {
    await put('branding/test', { footer: 'Imprint', privacyPolicyUrl: PRIVACY })
    const before = (await deedsOnBrand()).length
    expect(await put('domains/test/terms', { termsOfServiceUrl: TERMS })).toMatchObject({
      status: 200,
      json: { termsOfServiceUrl: TERMS },
    })
    expect(await branding()).toEqual({ footer: 'Imprint', termsOfServiceUrl: TERMS })
    expect(await deedsOnBrand()).toHaveLength(before + 1)
    await put('domains/test/terms', {})
    expect(await branding()).toEqual({ footer: 'Imprint' })
  })

  it('are addresses, of a domain that is there, as it was seen', async () => {
    const wrong = { termsOfServiceUrl: 'javascript:alert(1)' }
    expect((await put('domains/test/terms', wrong)).json).toMatchObject({
      errors: [{ at: '/termsOfServiceUrl' }],
    })
    expect(outcome(await put('domains/elsewhere.example/terms', {}))).toEqual([404, 'not_found'])
    expect(outcome(await put('domains/test/terms', { footer: 'x' }))).toEqual([400, 'invalid_request'])
    expect(outcome(await put('domains/test/terms', {}, { 'if-match': '"0"' }))).toEqual([
      412,
      'precondition_failed',
    ])
  })
})

describe('single sign-on of a domain', () => {
  const policies = async () =>
    ((await world.api.get(`sso/connections/${world.connection}`)).json.policy as { domains: object[] })
      .domains
  const rule = (domain: string, body: object) => put(`domains/${domain}/enforcement`, body)

  it('is demanded by the policy of a connection, of which nothing else changes', async () => {
    const { connection } = world
    const member = await world.server.signUp()
    expect((await world.api.post(`sso/connections/${connection}/enable`)).status).toBe(200)
    const email = { of: 'email', enforcement: 'preferred', appPasswords: 'deny', appPasswordDays: 9 }
    expect((await rule('corp.example', { connection, ...email })).status).toBe(200)
    expect((await world.server.signIn(member.handle)).status).toBe(200)
    // Also where it is written with its dot.
    expect((await rule('.Test', { connection, enforcement: 'required' })).json).toEqual({
      ...{ connection, of: 'handle', enforcement: 'required', appPasswords: 'allow' },
    })
    expect(await policies()).toEqual([
      { domain: 'corp.example', ...email },
      { domain: 'test', of: 'handle', enforcement: 'required', appPasswords: 'allow' },
    ])
    world.pass(3)
    expect((await world.server.signIn(member.handle)).status).toBe(401)
    const { length } = await deeds(`filter[target]=${connection}&filter[action]=connection.change`)
    expect((await rule('test', { enforcement: 'optional' })).status).toBe(200)
    world.pass(3)
    expect((await world.server.signIn(member.handle)).status).toBe(200)
    expect(await policies()).toHaveLength(2)
    expect(await deeds(`filter[target]=${connection}&filter[action]=connection.change`)).toHaveLength(
      length + 1,
    )
  })

  it('is not put in the place of what nobody has seen, and neither is an exception', async () => {
    const { connection, api, server } = world
    const seen = String((await api.get(`sso/connections/${connection}`)).headers['etag'])
    const body = { connection, enforcement: 'optional' }
    const ruled = (tag: string) => put('domains/seen.example/enforcement', body, { 'if-match': tag })
    expect((await ruled(seen)).status).toBe(200)
    expect(outcome(await ruled(seen))).toEqual([412, 'precondition_failed'])
    const { did } = await server.signUp()
    const expiresAt = new Date(server.clock.nowMs() + 86_400_000).toISOString()
    const except = (reason: string, headers = {}) =>
      put(`sso/exceptions/${did}`, { reason, expiresAt }, headers)
    expect((await except('A lost telephone')).status).toBe(204)
    const [{ tag }] = data(await api.get('sso/exceptions')).filter((one) => one.did === did) as [
      { tag: string },
    ]
    expect((await except('On a journey', { 'if-match': tag })).status).toBe(204)
    expect(outcome(await except('Too late', { 'if-match': tag }))).toEqual([412, 'precondition_failed'])
  })

  it('takes a connection to be said where it cannot be told which', async () => {
    expect((await rule('nobody.example', { enforcement: 'required' })).json).toMatchObject({
      errors: [{ at: '/connection', message: expect.stringContaining('none') }],
    })
    const settings = { clientId: 'pds' }
    const made = await world.api.post('sso/connections', {
      name: 'B',
      issuer: 'http://localhost:9',
      settings,
    })
    const both = [world.connection, String(made.json.id)]
    for (const connection of both) await rule('shared.example', { connection, enforcement: 'optional' })
    expect((await rule('shared.example', { enforcement: 'required' })).json).toMatchObject({
      errors: [{ at: '/connection', message: expect.stringContaining('several') }],
    })
    const nowhere = { connection: '00000000-0000-7000-8000-000000000000', enforcement: 'optional' }
    expect((await rule('test', nowhere)).status).toBe(404)
    expect(outcome(await rule('test', { enforcement: 'sometimes' }))).toEqual([400, 'invalid_request'])
    expect(
      (await rule('not a domain', { connection: world.connection, enforcement: 'optional' })).status,
    ).toBe(400)
  })
})
