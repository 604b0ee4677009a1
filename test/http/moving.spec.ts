import { K256Key } from '@guildhall/crypto'
import { genesisOperation } from '@guildhall/identity'
import { com } from '@guildhall/lexicon'
import type { Handle } from '@guildhall/syntax'
import { createServiceJwt } from '@guildhall/xrpc'
import { refused } from '../support/refused.js'
import { bearer, PASSWORD, WholeServer } from '../support/whole-server.js'

const { createAccount } = com.atproto.server
const SERVICE = 'did:web:localhost'
const START_MAX_MS = 60_000

let server: WholeServer
let count = 0
beforeAll(async () => {
  server = await WholeServer.start()
}, START_MAX_MS)
afterAll(() => server?.close())

/** Somebody whose identity is registered, and whose account is elsewhere. */
async function stranger() {
  const key = K256Key.fromHex(String(++count).padStart(64, '0'))
  const handle = `stranger${count}.test`
  const { did, operation } = genesisOperation(
    {
      signingKey: key.didKey,
      handle: handle as Handle,
      rotationKeys: [key.didKey],
      pdsUrl: 'https://elsewhere.example.com',
    },
    key,
  )
  const registered = await server.request(
    'POST',
    `/plc/${did}`,
    { 'content-type': 'application/json' },
    JSON.stringify(operation),
  )
  expect(registered.status).toBe(200)
  const token = (more: object = {}) =>
    createServiceJwt(
      {
        iss: did,
        aud: SERVICE,
        lxm: createAccount.nsid,
        exp: Math.floor(server.clock.nowMs() / 1000) + 60,
        ...more,
      },
      key,
    )
  return { did, handle, token }
}

const move = (who: { did: string; handle: string }, token?: string) =>
  server.post(
    createAccount.nsid,
    { did: who.did, handle: who.handle, email: `${who.handle}@example.com`, password: PASSWORD },
    token === undefined ? {} : bearer(token),
  )

describe('moving here', () => {
  it('makes a deactivated account that nobody is told of, once', async () => {
    const who = await stranger()
    const answer = await move(who, who.token())
    expect(answer).toMatchObject({ status: 200, json: { did: who.did, handle: who.handle } })
    const session = await server.get(
      com.atproto.server.getSession.nsid,
      {},
      bearer(answer.json.accessJwt as string),
    )
    expect(session.json).toMatchObject({ active: false, status: 'deactivated' })
    expect(await server.sql('SELECT FROM repo_event WHERE did = $1', [who.did])).toEqual([])
    expect(await server.sql('SELECT FROM repo WHERE did = $1', [who.did])).toHaveLength(1)
    const resolved = await server.get(com.atproto.identity.resolveHandle.nsid, { handle: who.handle })
    expect(resolved).toEqual(refused(400, 'HandleNotFound'))
    const again = { did: who.did, handle: `again${count}.test` }
    expect(await move(again, who.token())).toEqual(refused(400, 'AlreadyExists', 'Repo already exists'))
  })

  it('does not touch the identity', async () => {
    const who = await stranger()
    const before = await server.request('GET', `/plc/${who.did}/log/audit`)
    await move(who, who.token())
    expect((await server.request('GET', `/plc/${who.did}/log/audit`)).bytes).toEqual(before.bytes)
  })

  it.each([
    ['for another service', { aud: 'did:web:elsewhere.example.com' }, 'BadJwtAudience'],
    ['for another method', { lxm: com.atproto.server.createSession.nsid }, 'BadJwtLexiconMethod'],
    ['for no method', { lxm: undefined }, 'BadJwtLexiconMethod'],
    ['that has expired', { exp: 1_700_000_000 }, 'JwtExpired'],
    ['of a DID that is none', { iss: 'nobody' }, 'BadJwtIss'],
  ])('takes no token %s', async (_what, more, error) => {
    const who = await stranger()
    expect(await move(who, who.token(more))).toEqual(refused(401, error))
  })

  it('takes no token that somebody else has signed', async () => {
    const [who, other] = [await stranger(), await stranger()]
    expect(await move(who, other.token({ iss: who.did }))).toEqual(refused(401, 'BadJwtSignature'))
    expect(await move(who, other.token())).toEqual(refused(401, 'AuthenticationRequired'))
    expect(await move(who)).toEqual(refused(401, 'AuthenticationRequired'))
    expect((await move(who, 'nonsense')).status).toBe(401)
    expect(await server.sql('SELECT FROM account WHERE did = ANY($1)', [[who.did, other.did]])).toEqual([])
  })
})
