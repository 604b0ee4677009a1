import { com } from '@guildhall/lexicon'
import { once } from 'node:events'
import { WebSocket } from 'ws'
import { refused } from '../support/refused.js'
import { admin, bearer, type Member, PASSWORD, WholeServer } from '../support/whole-server.js'

const { resolveHandle, updateHandle } = com.atproto.identity
const { createAccount } = com.atproto.server
const { updateAccountHandle } = com.atproto.admin
const START_MAX_MS = 60_000
const RULES = {
  domains: {
    '.guild.test': {
      labelsMax: 2,
      lengthMax: 30,
      bareDomain: true,
      reserved: { add: ['treasurer'], remove: ['sales'] },
    },
  },
}

let server: WholeServer
beforeAll(async () => {
  server = await WholeServer.start({
    PDS_SERVICE_HANDLE_DOMAINS: '.test,.guild.test',
    PDS_HANDLE_RULES: JSON.stringify(RULES),
  })
}, START_MAX_MS)
afterAll(() => server?.close())

const at = (host: string, path: string) => server.request('GET', path, { host })
const post = (member: Member, nsid: string, input?: object) =>
  server.post(nsid, input, bearer(member.accessJwt))
const tlsCheck = async (domain: string) =>
  (await server.request('GET', `/tls-check?domain=${encodeURIComponent(domain)}`)).status

describe('the host of a handle', () => {
  it('serves nothing of the service', async () => {
    const { handle } = await server.signUp()
    for (const path of [
      '/',
      '/robots.txt',
      '/xrpc/_health',
      '/xrpc/com.atproto.server.describeServer',
      '/plc',
    ]) {
      expect([path, (await at(handle, path)).status]).toEqual([path, 404])
    }
    expect((await at(handle, '/.well-known/oauth-protected-resource')).status).toBe(404)
    expect((await at(`${handle}:443`, '/.well-known/atproto-did?x=1')).status).toBe(200)
    expect((await at(handle, '/.well-known/did.json')).status).toBe(404)
    expect((await at('127.0.0.1', '/')).status).toBe(200)
  })

  it('has no stream of events either', async () => {
    const { handle } = await server.signUp()
    const url = `${server.url.replace('http', 'ws')}/xrpc/${com.atproto.sync.subscribeRepos.nsid}`
    const socket = new WebSocket(url, { headers: { host: handle } })
    const [, { statusCode }] = (await once(socket, 'unexpected-response')) as [
      unknown,
      { statusCode: number },
    ]
    expect(statusCode).toBe(404)
  })
})

describe('/tls-check', () => {
  it('is good for the service and for handles that somebody has', async () => {
    const { handle } = await server.signUp()
    expect(await tlsCheck('localhost')).toBe(200)
    expect(await tlsCheck(handle)).toBe(200)
    expect(await tlsCheck(handle.toUpperCase())).toBe(200)
  })

  it.each([
    ['', 400],
    ['example.com', 400],
    ['alice.example.com', 400],
    ['\0.test', 400],
    ['a b.test', 400],
    ['nobody-has-this.test', 404],
    ['guild.test', 404],
  ])('refuses %j', async (domain, status) => {
    expect(await tlsCheck(domain)).toBe(status)
  })

  it('takes one domain', async () => {
    expect((await server.request('GET', '/tls-check')).status).toBe(400)
    expect((await server.request('GET', '/tls-check?domain=a.test&domain=b.test')).status).toBe(400)
  })
})

describe('rules for handles', () => {
  it('hold for sign-ups and changes alike', async () => {
    const member = await server.signUp({ handle: 'a-name-of-more-than-18.guild.test' })
    const rename = (handle: string) => post(member, updateHandle.nsid, { handle })
    expect(await rename('a-name-of-more-than-18.test')).toEqual(
      refused(400, 'InvalidHandle', 'Handle too long'),
    )
    expect((await rename('alice.sales.guild.test')).status).toBe(200)
    expect(await rename('treasurer.guild.test')).toEqual(refused(400, 'HandleNotAvailable'))
    expect(await rename('sales.test')).toEqual(refused(400, 'HandleNotAvailable'))
    const assign = (handle: string) =>
      server.post(updateAccountHandle.nsid, { did: member.did, handle }, admin)
    expect((await assign('treasurer.guild.test')).status).toBe(200)
    expect(await assign('a.b.c.guild.test')).toEqual(refused(400, 'InvalidHandle'))
  })

  it('keep the names of the service itself from members', async () => {
    const own = await WholeServer.start({
      PDS_HOSTNAME: 'hub.guild.test',
      PDS_ADMIN_HOSTNAME: 'chair.guild.test',
      PDS_SERVICE_HANDLE_DOMAINS: '.guild.test',
      PDS_INVITE_REQUIRED: 'false',
      PDS_DID_PLC_URL: `${server.url}/plc`,
      PDS_DISABLE_SSRF_PROTECTION: 'true',
    })
    const signUp = (handle: string) =>
      own.post(createAccount.nsid, { handle, email: `${handle}@example.com`, password: PASSWORD })
    for (const handle of ['hub.guild.test', 'Chair.guild.test'])
      expect(await signUp(handle)).toEqual(refused(400, 'HandleNotAvailable', 'Reserved handle'))
    expect(await signUp('stool.guild.test')).toMatchObject({ status: 200 })
    await own.close()
  })

  it('let an administrator give the organization its bare domain', async () => {
    const member = await server.signUp()
    const input = { handle: 'guild.test', email: 'guild@example.com', password: PASSWORD }
    expect(await server.post(createAccount.nsid, input)).toEqual(refused(400, 'HandleNotAvailable'))
    expect(await post(member, updateHandle.nsid, { handle: 'guild.test' })).toEqual(
      refused(400, 'HandleNotAvailable'),
    )
    const assigned = { did: member.did, handle: 'guild.test' }
    expect((await server.post(updateAccountHandle.nsid, assigned, admin)).status).toBe(200)
    expect((await at('guild.test', '/.well-known/atproto-did')).bytes.toString()).toBe(member.did)
    expect((await server.get(resolveHandle.nsid, { handle: 'guild.test' })).json).toEqual({ did: member.did })
    expect(await tlsCheck('guild.test')).toBe(200)
  })
})
