import { com } from '@guildhall/lexicon'
import { eventually } from '../support/eventually.js'
import { refused } from '../support/refused.js'
import { claims, post, refresh, tokens, whoIs } from '../support/session-calls.js'
import { admin, bearer, type Member, PASSWORD, WholeServer } from '../support/whole-server.js'

const { createAccount, createAppPassword, createSession, deleteSession, getServiceAuth, getSession } =
  com.atproto.server
const LEAVING = { aud: 'did:web:elsewhere.example.com', lxm: createAccount.nsid }
const START_MAX_MS = 60_000
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

let server: WholeServer
let member: Member
beforeAll(async () => {
  server = await WholeServer.start()
}, START_MAX_MS)
beforeEach(async () => {
  member = await server.signUp()
})
afterAll(() => server?.close())

const signOut = (token: string) => server.post(deleteSession.nsid, undefined, bearer(token))

describe('signing in', () => {
  it('works with handle, address and DID, in any case', async () => {
    for (const identifier of [member.handle.toUpperCase(), member.email.toUpperCase(), member.did]) {
      const answer = await server.signIn(identifier)
      expect(answer).toMatchObject({
        status: 200,
        json: { did: member.did, handle: member.handle, active: true },
      })
      expect((await whoIs(server, tokens(answer).accessJwt)).json).toMatchObject({
        email: member.email,
        emailConfirmed: false,
      })
    }
  })

  it('does not tell a wrong password from an unknown account', async () => {
    const wrong = await server.signIn(member.handle, 'another password')
    expect(wrong).toEqual(refused(401, 'AuthenticationRequired', 'Invalid identifier or password'))
    for (const nobody of [
      'nobody.test',
      'nobody@example.com',
      'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa',
      'nonsense',
      '@',
    ]) {
      expect((await server.signIn(nobody)).json).toEqual(wrong.json)
    }
  })

  it('does not hash passwords that nobody has', async () => {
    const answer = await server.signIn(member.handle, 'x'.repeat(513))
    expect(answer).toEqual(refused(401, 'AuthenticationRequired', expect.stringContaining('too long')))
  })

  it.each([
    ['an empty body', {}],
    ['no password', { identifier: 'somebody.test' }],
    ['a number for a password', { identifier: 'somebody.test', password: 5 }],
  ])('is refused with %s', async (_what, input) => {
    expect(await server.post(createSession.nsid, input)).toEqual(refused(400, 'InvalidRequest'))
  })

  it('shows a deactivated account that it is deactivated', async () => {
    await server.setStatus(member.did, 'deactivated')
    const answer = await server.signIn(member.handle)
    expect(answer).toMatchObject({ status: 200, json: { active: false, status: 'deactivated' } })
    expect(await post(server, member.did, tokens(answer).accessJwt)).toEqual(
      refused(401, 'AccountDeactivated'),
    )
  })

  it('shuts out accounts that were taken down, but for those who ask to look and leave', async () => {
    await server.setStatus(member.did, 'takendown')
    expect(await server.signIn(member.handle)).toEqual(refused(401, 'AccountTakedown'))
    expect(await server.signIn(member.handle, 'another password')).toEqual(
      refused(401, 'AuthenticationRequired'),
    )
    const answer = await server.signIn(member.handle, PASSWORD, { allowTakendown: true })
    expect(answer).toMatchObject({ status: 200, json: { active: false, status: 'takendown' } })
    const { accessJwt, refreshJwt } = tokens(answer)
    expect(claims(accessJwt).scope).toBe('com.atproto.takendown')
    expect(await post(server, member.did, accessJwt)).toEqual(refused(400, 'InvalidToken', 'Bad token scope'))
    expect((await refresh(server, refreshJwt)).status).toBe(401)
  })
})

describe('an access token', () => {
  it('says for whom, by whom and how long it is good', () => {
    const { sub, aud, scope, iat, exp } = claims(member.accessJwt) as Record<string, number | string>
    expect([sub, aud, scope]).toEqual([member.did, 'did:web:localhost', 'com.atproto.access'])
    expect(Number(exp) - Number(iat)).toBe(2 * 60 * 60)
  })

  it.each([
    ['none', {}, 401, 'AuthMissing'],
    ['another scheme', { authorization: 'Digest abc' }, 400, 'InvalidToken'],
    ['nonsense', bearer('nonsense'), 400, 'InvalidToken'],
    ['the administrator', admin, 400, 'InvalidToken'],
  ])('is needed; %s will not do', async (_what, headers, status, error) => {
    expect(await server.get(getSession.nsid, {}, headers)).toEqual(refused(status, error))
  })

  it('that was altered is refused', async () => {
    const [header, , signature] = member.accessJwt.split('.')
    const payload = Buffer.from(JSON.stringify({ ...claims(member.accessJwt), sub: 'did:plc:other' }))
    const forged = [header, payload.toString('base64url'), signature].join('.')
    const none = Buffer.from(JSON.stringify({ typ: 'at+jwt', alg: 'none' })).toString('base64url')
    for (const token of [
      forged,
      [none, member.accessJwt.split('.')[1], ''].join('.'),
      `${member.accessJwt}x`,
    ]) {
      expect(await whoIs(server, token)).toEqual(refused(400, 'InvalidToken'))
    }
  })

  it('is no refresh token, and the other way round', async () => {
    expect(await whoIs(server, member.refreshJwt)).toEqual(refused(400, 'InvalidToken'))
    expect(await refresh(server, member.accessJwt)).toEqual(refused(400, 'InvalidToken'))
  })

  it('is good for two hours', async () => {
    server.clock.advance(2 * HOUR_MS - MINUTE_MS)
    expect((await whoIs(server, member.accessJwt)).status).toBe(200)
    server.clock.advance(2 * MINUTE_MS)
    expect(await whoIs(server, member.accessJwt)).toEqual(refused(400, 'ExpiredToken', 'Token has expired'))
  })

  it('of an account that is taken down meanwhile is no good', async () => {
    await server.setStatus(member.did, 'takendown')
    expect(await post(server, member.did, member.accessJwt)).toEqual(refused(401, 'AccountTakedown'))
  })

  it('makes answers private', async () => {
    const { headers } = await whoIs(server, member.accessJwt)
    expect(headers['cache-control']).toMatch(/private/)
    expect(headers.vary).toMatch(/authorization/i)
  })
})

describe('a refresh token', () => {
  it('gives the next pair', async () => {
    const answer = await refresh(server, member.refreshJwt)
    expect(answer).toMatchObject({
      status: 200,
      json: { did: member.did, handle: member.handle, active: true },
    })
    const { accessJwt, refreshJwt } = tokens(answer)
    expect(refreshJwt).not.toBe(member.refreshJwt)
    expect((await whoIs(server, accessJwt)).status).toBe(200)
    expect((await refresh(server, refreshJwt)).status).toBe(200)
  })

  it('used twice gives the same session, for two hours', async () => {
    const [first, second] = await Promise.all([
      refresh(server, member.refreshJwt),
      refresh(server, member.refreshJwt),
    ])
    const ids = [first, second].map((answer) => claims(tokens(answer).refreshJwt).jti)
    expect(ids[0]).toBe(ids[1])
    server.clock.advance(2 * HOUR_MS - MINUTE_MS)
    expect(claims(tokens(await refresh(server, member.refreshJwt)).refreshJwt).jti).toBe(ids[0])
  })

  it('used again after these two hours ends the session, and no other', async () => {
    const other = tokens(await server.signIn(member.handle))
    const next = tokens(await refresh(server, member.refreshJwt))
    server.clock.advance(2 * HOUR_MS + MINUTE_MS)
    const latest = tokens(await refresh(server, next.refreshJwt))
    expect((await whoIs(server, latest.accessJwt)).status).toBe(200)
    const revoked = refused(400, 'ExpiredToken', 'Token has been revoked')
    expect(await refresh(server, member.refreshJwt)).toEqual(revoked)
    expect(await refresh(server, latest.refreshJwt)).toEqual(revoked)
    expect(await refresh(server, next.refreshJwt)).toEqual(revoked)
    await eventually(async () => (await whoIs(server, latest.accessJwt)).status === 400)
    expect(await whoIs(server, latest.accessJwt)).toEqual(revoked)
    expect((await refresh(server, other.refreshJwt)).status).toBe(200)
  })

  it('is good for ninety days, and ends its session even after them', async () => {
    server.clock.advance(90 * 24 * HOUR_MS + MINUTE_MS)
    expect(await refresh(server, member.refreshJwt)).toEqual(refused(400, 'ExpiredToken'))
    expect((await signOut(member.refreshJwt)).status).toBe(200)
  })

  it('is no good after signing out, which may be done twice', async () => {
    const other = tokens(await server.signIn(member.handle))
    expect(await signOut(member.refreshJwt)).toMatchObject({ status: 200, bytes: Buffer.alloc(0) })
    expect((await signOut(member.refreshJwt)).status).toBe(200)
    expect(await refresh(server, member.refreshJwt)).toEqual(refused(400, 'ExpiredToken'))
    expect((await refresh(server, other.refreshJwt)).status).toBe(200)
  })

  it('signs out everything that continues its session, access tokens included', async () => {
    const next = tokens(await refresh(server, member.refreshJwt))
    const other = tokens(await server.signIn(member.handle))
    expect((await signOut(member.refreshJwt)).status).toBe(200)
    expect(await refresh(server, next.refreshJwt)).toEqual(refused(400, 'ExpiredToken'))
    for (const { accessJwt } of [member, next]) {
      await eventually(async () => (await whoIs(server, accessJwt)).status === 400)
      expect(await whoIs(server, accessJwt)).toEqual(refused(400, 'ExpiredToken', 'Token has been revoked'))
    }
    expect((await whoIs(server, other.accessJwt)).status).toBe(200)
  })

  it('of an account that is taken down signs out', async () => {
    await server.setStatus(member.did, 'takendown')
    const { accessJwt, refreshJwt } = tokens(
      await server.signIn(member.handle, PASSWORD, { allowTakendown: true }),
    )
    const leave = () => server.get(getServiceAuth.nsid, LEAVING, bearer(accessJwt))
    expect((await leave()).status).toBe(200)
    expect((await signOut(refreshJwt)).status).toBe(200)
    await eventually(async () => (await leave()).status === 400)
    expect(await leave()).toEqual(refused(400, 'ExpiredToken'))
  })

  it('of an account that is taken down is no good', async () => {
    await server.setStatus(member.did, 'takendown')
    expect(await refresh(server, member.refreshJwt)).toEqual(refused(401, 'AccountTakedown'))
  })
})

describe('the log', () => {
  it('has neither passwords nor tokens', async () => {
    const { password } = (
      await server.post(createAppPassword.nsid, { name: 'phone' }, bearer(member.accessJwt))
    ).json as { password: string }
    await server.signIn(member.handle, password)
    const log = JSON.stringify(server.lines)
    for (const secret of [PASSWORD, password, member.accessJwt, member.refreshJwt])
      expect(log).not.toContain(secret)
    expect(log).toContain('/xrpc/com.atproto.server.createSession')
  })
})
