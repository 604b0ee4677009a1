import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { com } from '@guildhall/lexicon'
import { refused } from '../support/refused.js'
import { admin, bearer, type Member, PASSWORD, WholeServer } from '../support/whole-server.js'
import { codeIn, SmtpSink } from '../support/smtp-sink.js'

const {
  getRecommendedDidCredentials,
  refreshIdentity,
  requestPlcOperationSignature,
  resolveDid,
  resolveIdentity,
  signPlcOperation,
  submitPlcOperation,
} = com.atproto.identity
const { createAccount, createAppPassword, createSession, getServiceAuth, reserveSigningKey } =
  com.atproto.server
const START_MAX_MS = 60_000
const DAY_MS = 24 * 60 * 60 * 1000
const NOBODY = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa'
const OTHER_KEY = 'did:key:zQ3shXjHeiBuRCKmM36cuYnm7YEMzhGnCmCyW92sRJ9pribSF'

let sink: SmtpSink
let server: WholeServer
let member: Member
beforeAll(async () => {
  sink = await SmtpSink.start()
  server = await WholeServer.start({
    PDS_EMAIL_SMTP_URL: sink.url,
    PDS_EMAIL_FROM_ADDRESS: 'pds@example.com',
  })
}, START_MAX_MS)
beforeEach(async () => {
  member = await server.signUp()
})
afterAll(async () => {
  await server?.close()
  await sink?.close()
})

const post = (nsid: string, input?: object, headers = bearer(member.accessJwt)) =>
  server.post(nsid, input, headers)
const get = (nsid: string, query = {}, headers = bearer(member.accessJwt)) => server.get(nsid, query, headers)
const data = async () => (await server.request('GET', `/plc/${member.did}/data`)).json
const codeFor = async (act: () => Promise<{ status: number }>) => {
  const before = sink.to(member.email).length
  await act()
  return codeIn(await sink.next(member.email, before))
}
const signingCode = () => codeFor(() => post(requestPlcOperationSignature.nsid))

describe('an operation of the directory', () => {
  it('is recommended, signed with a code, and submitted', async () => {
    const recommended = (await get(getRecommendedDidCredentials.nsid)).json
    const { rotationKeys, alsoKnownAs, verificationMethods, services } = await data()
    expect(recommended).toEqual({ rotationKeys, alsoKnownAs, verificationMethods, services })
    const token = await signingCode()
    const wanted = { rotationKeys: [OTHER_KEY, ...(rotationKeys as string[])] }
    const signed = await post(signPlcOperation.nsid, { token, ...wanted })
    expect(signed).toMatchObject({ status: 200, json: { operation: { ...wanted, alsoKnownAs, services } } })
    expect((await data()).rotationKeys).toEqual(rotationKeys)
    expect(await post(signPlcOperation.nsid, { token, ...wanted })).toEqual(refused(400, 'InvalidToken'))
    expect((await post(submitPlcOperation.nsid, { operation: signed.json.operation })).status).toBe(200)
    expect(await data()).toMatchObject(wanted)
    const events = await server.sql('SELECT FROM repo_event WHERE did = $1 AND kind = 3', [member.did])
    expect(events).toHaveLength(2)
  })

  it('is not signed without a good code, and a code is not lost to one that cannot be made', async () => {
    expect(await post(signPlcOperation.nsid, {})).toEqual(
      refused(400, 'InvalidRequest', 'email confirmation token required to sign PLC operations'),
    )
    const token = await signingCode()
    for (const wrong of [
      { rotationKeys: ['nonsense'] },
      { services: { a: 1 } },
      { verificationMethods: { a: {} } },
    ]) {
      expect(await post(signPlcOperation.nsid, { token, ...wrong })).toEqual(refused(400, 'InvalidRequest'))
    }
    expect((await post(signPlcOperation.nsid, { token })).status).toBe(200)
  })

  it.each([
    ['without the key of the service', { rotationKeys: [OTHER_KEY] }, /server's rotation key/],
    [
      'of another server',
      { services: { atproto_pds: { type: 'AtprotoPersonalDataServer', endpoint: 'https://x.example' } } },
      /endpoint/,
    ],
    [
      'with another kind of server',
      { services: { atproto_pds: { type: 'Other', endpoint: 'https://x.example' } } },
      /type/,
    ],
    ['with another signing key', { verificationMethods: { atproto: OTHER_KEY } }, /signing key/],
    ['with another handle', { alsoKnownAs: ['at://other.test'] }, /handle/],
  ])('is not submitted %s', async (_what, change, message) => {
    const token = await signingCode()
    const { json } = await post(signPlcOperation.nsid, { token, ...change })
    expect(json.operation).toMatchObject(change)
    expect(await post(submitPlcOperation.nsid, { operation: json.operation })).toEqual(
      refused(400, 'InvalidRequest', expect.stringMatching(message)),
    )
  })

  it('is not for nonsense, nor for app passwords', async () => {
    expect(await post(submitPlcOperation.nsid, { operation: { type: 'plc_tombstone' } })).toEqual(
      refused(400, 'InvalidRequest', 'Invalid operation'),
    )
    const { json } = await post(createAppPassword.nsid, { name: 'phone', privileged: true })
    const session = (await server.signIn(member.handle, json.password as string)).json
    for (const { nsid } of [requestPlcOperationSignature, submitPlcOperation]) {
      const input = nsid === submitPlcOperation.nsid ? { operation: {} } : undefined
      expect(await post(nsid, input, bearer(session.accessJwt as string))).toEqual(
        refused(400, 'InvalidToken'),
      )
    }
  })
})

describe('identities', () => {
  it('are found by DID and by handle', async () => {
    const { json } = await server.get(resolveDid.nsid, { did: member.did })
    expect(json).toMatchObject({ didDoc: { id: member.did, alsoKnownAs: [`at://${member.handle}`] } })
    for (const identifier of [member.did, member.handle]) {
      expect((await server.get(resolveIdentity.nsid, { identifier })).json).toEqual({
        did: member.did,
        handle: member.handle,
        didDoc: json.didDoc,
      })
    }
    expect((await server.post(refreshIdentity.nsid, { identifier: member.handle })).status).toBe(200)
  })

  it('whose handle and document do not agree have none', async () => {
    await server.sql("UPDATE account SET handle = 'renamed-' || handle WHERE did = $1", [member.did])
    await server.sql("SELECT pg_notify('account_changed', '')")
    const seen = async () =>
      (await server.post(refreshIdentity.nsid, { identifier: member.did })).json.handle as string
    while ((await seen()) === member.handle) await new Promise((resolve) => setTimeout(resolve, 20))
    expect(await seen()).toBe('handle.invalid')
  })

  it('are told apart: none, ended, and nobody of that handle', async () => {
    expect(await server.get(resolveDid.nsid, { did: NOBODY })).toEqual(refused(400, 'DidNotFound'))
    expect(await server.get(resolveIdentity.nsid, { identifier: 'nobody-here.test' })).toEqual(
      refused(400, 'HandleNotFound'),
    )
  })

  it.each(['\\ud800', '\\u0000'])('whose document says %s are not to be had, and not kept', async (text) => {
    const host = createServer((_, response) => response.end(`{"id":"${did}","alsoKnownAs":["${text}"]}`))
    host.listen(0, 'localhost')
    await once(host, 'listening')
    const did = `did:web:localhost%3A${(host.address() as AddressInfo).port}`
    expect(await server.get(resolveDid.nsid, { did })).toEqual(refused(502, 'UpstreamFailure'))
    expect(await server.sql('SELECT FROM did_document WHERE did = $1', [did])).toEqual([])
    host.close()
  })
})

describe('a token for another service', () => {
  it('is signed with the key of the account, and lets it move', async () => {
    const { json } = await get(getServiceAuth.nsid, { aud: 'did:web:localhost', lxm: createAccount.nsid })
    const input = { did: member.did, handle: 'moved.test', email: 'moved@example.com', password: PASSWORD }
    expect(await server.post(createAccount.nsid, input, bearer(json.token as string))).toEqual(
      refused(400, 'AlreadyExists'),
    )
  })

  it('may be for one of the services of a DID', async () => {
    const aud = 'did:web:x.example#bsky_appview'
    const { json } = await get(getServiceAuth.nsid, { aud })
    const [, payload] = (json.token as string).split('.')
    expect(JSON.parse(Buffer.from(payload!, 'base64url').toString())).toMatchObject({ aud })
  })

  it.each([
    [{ aud: 'did:web:x.example', exp: 1 }, 'BadExpiration'],
    [{ aud: 'did:web:x.example', lxm: com.atproto.server.updateEmail.nsid }, 'InvalidRequest'],
    [{ aud: 'did:key:zabc' }, 'InvalidRequest'],
  ])('is not made for %j', async (query, error) => {
    expect(await get(getServiceAuth.nsid, query)).toEqual(refused(400, error))
  })
})

describe('coming back', () => {
  it('an account that was deleted here arrives with the key that was reserved for it, and is activated', async () => {
    const key = await server.post(reserveSigningKey.nsid, { did: member.did })
    expect((await server.post(reserveSigningKey.nsid, { did: member.did })).json).toEqual(key.json)
    const signingKey = key.json.signingKey as string
    const aud = 'did:web:localhost'
    const auth = (await get(getServiceAuth.nsid, { aud, lxm: createAccount.nsid })).json.token as string
    const operation = await post(signPlcOperation.nsid, {
      token: await signingCode(),
      verificationMethods: { atproto: signingKey },
    })
    await post(com.atproto.admin.deleteAccount.nsid, { did: member.did }, admin)
    const input = { did: member.did, handle: member.handle, email: member.email, password: PASSWORD }
    const arrived = await server.post(createAccount.nsid, input, bearer(auth))
    expect(arrived).toMatchObject({ status: 200, json: { did: member.did } })
    const me = bearer(arrived.json.accessJwt as string)
    expect(await post(com.atproto.server.activateAccount.nsid, undefined, me)).toEqual(
      refused(400, 'InvalidRequest'),
    )
    const { json } = await get(getRecommendedDidCredentials.nsid, {}, me)
    expect(json).toMatchObject({ verificationMethods: { atproto: signingKey } })
    expect((await post(submitPlcOperation.nsid, { operation: operation.json.operation }, me)).status).toBe(
      200,
    )
    expect((await post(com.atproto.server.activateAccount.nsid, undefined, me)).status).toBe(200)
    expect(await server.sql('SELECT FROM reserved_signing_key')).toEqual([])
  })

  it('reserves a key for nobody in particular, too, and forgets it after a while', async () => {
    const { json } = await server.post(reserveSigningKey.nsid, {})
    expect(json.signingKey).toMatch(/^did:key:zQ3s/)
    const other = await server.post(reserveSigningKey.nsid, { did: NOBODY })
    server.clock.advance(8 * DAY_MS)
    const again = await server.post(reserveSigningKey.nsid, { did: NOBODY })
    expect(again.json).not.toEqual(other.json)
  })
})

describe('signing in with a code', () => {
  it('is asked for by the owner, and takes a confirmed address', async () => {
    member = await server.signUp()
    const { confirmEmail, requestEmailConfirmation, requestEmailUpdate, updateEmail } = com.atproto.server
    const on = (token?: string) =>
      post(updateEmail.nsid, { email: member.email, emailAuthFactor: true, token })
    expect(await on()).toEqual(refused(400, 'InvalidRequest'))
    const confirmation = await codeFor(() => post(requestEmailConfirmation.nsid))
    await post(confirmEmail.nsid, { email: member.email, token: confirmation })
    expect((await on(await codeFor(() => post(requestEmailUpdate.nsid)))).status).toBe(200)

    const before = sink.to(member.email).length
    expect(await server.signIn(member.handle)).toEqual(refused(401, 'AuthFactorTokenRequired'))
    const authFactorToken = codeIn(await sink.next(member.email, before))
    const wrong = { identifier: member.handle, password: PASSWORD, authFactorToken: 'AAAAA-AAAAA' }
    expect(await server.post(createSession.nsid, wrong)).toEqual(refused(400, 'InvalidToken'))
    const { status, json } = await server.signIn(member.handle, PASSWORD, { authFactorToken })
    expect([status, json.emailAuthFactor]).toEqual([200, true])
    expect(await server.signIn(member.handle, PASSWORD, { authFactorToken })).toEqual(
      refused(400, 'InvalidToken'),
    )
    const app = await post(createAppPassword.nsid, { name: 'phone' }, bearer(json.accessJwt as string))
    expect((await server.signIn(member.handle, app.json.password as string)).status).toBe(200)
  })
})
