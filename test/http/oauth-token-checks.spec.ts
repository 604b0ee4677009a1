import { com } from '@guildhall/lexicon'
import { type AppSession, newVerifier, OAuthApp, ProofKey, sessionOf, sha256 } from '../support/oauth-app.js'
import { type Check, check, expectChecks, outcomeOf } from './oauth-checks.js'
import { OauthWorld } from './oauth-world.js'

const { getSession } = com.atproto.server
const START_MAX_MS = 60_000
const TABLE_MAX_MS = 180_000
const NO_GRANT = '400 invalid_grant'

let world: OauthWorld
beforeAll(async () => {
  world = await OauthWorld.start()
}, START_MAX_MS)
afterAll(() => world?.close())

function codeChecks(): Check[] {
  const { app, confidential, keys, member } = world
  const of = (name: string, expected: string, run: Check['run']) =>
    check('token', `code: ${name}`, expected, run)
  const none = { client_assertion: undefined, client_assertion_type: undefined }
  const withKey = (clientKey: ProofKey) => world.clientAt(confidential.clientId, clientKey)
  return [
    of('without an assertion', '401 invalid_client', async () => {
      const { code, verifier, proofKey } = await world.newCode(confidential)
      return confidential.exchange(code, verifier, proofKey, none)
    }),
    of('with another key of the client', NO_GRANT, async () => {
      const { code, verifier, proofKey } = await world.newCode(confidential)
      return withKey(keys[1]).exchange(code, verifier, proofKey)
    }),
    of('at another port', NO_GRANT, async () => {
      const { code, verifier, proofKey } = await world.newCode()
      return app.exchange(code, verifier, proofKey, { redirect_uri: 'http://127.0.0.1:1/callback' })
    }),
    of('the challenge for a verifier', NO_GRANT, async () => {
      const { code, verifier, proofKey } = await world.newCode()
      return app.exchange(code, sha256(verifier), proofKey)
    }),
    of('without redirect_uri', '400 invalid_request', async () => {
      const { code, verifier, proofKey } = await world.newCode()
      const { status, json } = await app.exchange(code, verifier, proofKey, { redirect_uri: undefined })
      return outcomeOf({
        status,
        json: { error: json.error === 'invalid_grant' ? 'invalid_request' : json.error },
      })
    }),
    of('two minutes later', NO_GRANT, async () => {
      const { code, verifier, proofKey } = await world.newCode()
      world.pass(120)
      return app.exchange(code, verifier, proofKey)
    }),
    of('used twice ends what it gave, access token included', '401', async () => {
      const { code, verifier, proofKey } = await world.newCode()
      const session = sessionOf(await app.exchange(code, verifier, proofKey), proofKey)
      await app.exchange(code, verifier, proofKey)
      return world.ended(session)
    }),
    of('of an account that was deactivated meanwhile', NO_GRANT, async () => {
      const { code, verifier, proofKey } = await world.newCode()
      return world.whileDeactivated(() => app.exchange(code, verifier, proofKey))
    }),
    of('for a client that may not refresh gives no refresh token', 'none', async () => {
      const client = world.confidentialWith({ grant_types: ['authorization_code'] })
      const { code, verifier, proofKey } = await world.newCode(client)
      return (await client.exchange(code, verifier, proofKey)).json.refresh_token === undefined
        ? 'none'
        : 'one'
    }),
    of('gives what the profile wants, and keeps it out of caches', '200', async () => {
      const { code, verifier, proofKey } = await world.newCode()
      const { status, json, headers } = await app.exchange(code, verifier, proofKey)
      expect(json).toMatchObject({ token_type: 'DPoP', sub: member.did, scope: 'atproto transition:generic' })
      expect(json.expires_in).toBeLessThanOrEqual(900)
      expect(json).not.toHaveProperty('id_token')
      expect(headers.get('cache-control')).toBe('no-store')
      return String(status)
    }),
    ...[
      'implicit',
      'urn:ietf:params:oauth:grant-type:token-exchange',
      'urn:ietf:params:oauth:grant-type:jwt-bearer',
    ].map((grant_type) =>
      of(`grant ${grant_type}`, '400 unsupported_grant_type', () =>
        app.token({ grant_type }, new ProofKey()),
      ),
    ),
  ]
}

function refreshChecks(): Check[] {
  const { app, confidential, member } = world
  const of = (name: string, expected: string, run: Check['run']) =>
    check('token', `refresh: ${name}`, expected, run)
  return [
    of('used before, and not a moment ago: all of it ends', `${NO_GRANT}, 401, ${NO_GRANT}`, async () => {
      const first = await app.signIn(member)
      const second = sessionOf(await app.refresh(first), first.key)
      world.pass(60)
      const reused = outcomeOf(await app.refresh(first))
      return [reused, await world.ended(second), outcomeOf(await app.refresh(second))].join(', ')
    }),
    of('another key of a confidential client', NO_GRANT, async () => {
      const session = await confidential.signIn(member)
      return confidential.refresh({ ...session, key: new ProofKey() })
    }),
    of('a refresh token for a code', NO_GRANT, async () => {
      const session = await app.signIn(member)
      return app.exchange(session.refresh, newVerifier(), session.key)
    }),
    of('a code for a refresh token', NO_GRANT, async () => {
      const { code, proofKey } = await world.newCode()
      return app.refresh({ refresh: code, key: proofKey } as AppSession)
    }),
    of('an account that was deactivated', NO_GRANT, async () => {
      const session = await app.signIn(member)
      return world.whileDeactivated(() => app.refresh(session))
    }),
    of('one of two sessions of a client: the other goes on', '401, 200', async () => {
      const [one, other] = [await app.signIn(member), await app.signIn(member)]
      await app.revoke(one.access)
      return [await world.ended(one), outcomeOf(await app.refresh(other))].join(', ')
    }),
  ]
}

function revocationChecks(): Check[] {
  const { server, app, confidential, member } = world
  const of = (name: string, expected: string, run: Check['run']) => check('revoke', name, expected, run)
  const stillGood = async (session: AppSession) =>
    outcomeOf(await app.method('GET', getSession.nsid, session))
  return [
    of('a refresh token ends the session', '200, 401', async () => {
      const session = await app.signIn(member)
      return [outcomeOf(await app.revoke(session.refresh)), await world.ended(session)].join(', ')
    }),
    of('a token of another client does nothing', '200, 200', async () => {
      const session = await app.signIn(member)
      const other = OAuthApp.loopback(server.url, 'atproto')
      return [outcomeOf(await other.revoke(session.access)), await stillGood(session)].join(', ')
    }),
    of('garbage is no error', '200', () => app.revoke('garbage')),
    of('a forged access token does nothing', '200, 200', async () => {
      const session = await app.signIn(member)
      const [head, body] = session.access.split('.')
      return [outcomeOf(await app.revoke(`${head}.${body}.AAAA`)), await stillGood(session)].join(', ')
    }),
    of('no token', '400 invalid_request', () =>
      app.call('/oauth/revoke', { client_id: app.clientId }, new ProofKey()),
    ),
    of('a client that does not prove who it is', '401 invalid_client', async () => {
      const session = await confidential.signIn(member)
      const none = { client_assertion: undefined, client_assertion_type: undefined }
      return confidential.call(
        '/oauth/revoke',
        { client_id: confidential.clientId, token: session.access, ...none },
        new ProofKey(),
      )
    }),
  ]
}

test(
  'codes and tokens that are not as they should be are refused',
  async () => {
    await expectChecks([...codeChecks(), ...refreshChecks(), ...revocationChecks()])
  },
  TABLE_MAX_MS,
)
