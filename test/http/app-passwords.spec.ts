import { com } from '@guildhall/lexicon'
import type { Did } from '@guildhall/syntax'
import { AppPasswords } from '../../src/account/index.js'
import { eventually } from '../support/eventually.js'
import { refused } from '../support/refused.js'
import { claims, post, refresh, tokens, whoIs } from '../support/session-calls.js'
import { bearer, type Member, WholeServer } from '../support/whole-server.js'

const { createAppPassword, getSession, listAppPasswords, refreshSession, revokeAppPassword } =
  com.atproto.server
const START_MAX_MS = 60_000
const HOUR_MS = 60 * 60_000

let server: WholeServer
let member: Member
beforeAll(async () => {
  server = await WholeServer.start()
}, START_MAX_MS)
beforeEach(async () => {
  member = await server.signUp()
})
afterAll(() => server?.close())

describe('app passwords', () => {
  const make = async (name: string, more: object = {}) => {
    const answer = await server.post(createAppPassword.nsid, { name, ...more }, bearer(member.accessJwt))
    return answer.json as { name: string; password: string; createdAt: string; privileged: boolean }
  }
  const list = async (token = member.accessJwt) =>
    ((await server.get(listAppPasswords.nsid, {}, bearer(token))).json.passwords as { name: string }[]).map(
      ({ name }) => name,
    )

  it('are shown once, and sign in with less power', async () => {
    const made = await make('phone')
    expect(made).toMatchObject({
      name: 'phone',
      password: expect.stringMatching(/^[a-z2-7]{4}(-[a-z2-7]{4}){3}$/),
    })
    const listed = await server.get(listAppPasswords.nsid, {}, bearer(member.accessJwt))
    expect(JSON.stringify(listed.json)).not.toContain(made.password)
    const { accessJwt } = tokens(await server.signIn(member.handle, made.password))
    expect(claims(accessJwt).scope).toBe('com.atproto.appPass')
    expect((await post(server, member.did, accessJwt)).status).toBe(200)
    const another = await server.post(createAppPassword.nsid, { name: 'more' }, bearer(accessJwt))
    expect(another).toEqual(refused(400, 'InvalidToken', 'Bad token scope'))
  })

  it('may be privileged', async () => {
    const { password } = await make('chat', { privileged: true })
    const { accessJwt, refreshJwt } = tokens(await server.signIn(member.handle, password))
    expect(claims(accessJwt).scope).toBe('com.atproto.appPassPrivileged')
    expect(claims(tokens(await refresh(server, refreshJwt)).accessJwt).scope).toBe(
      'com.atproto.appPassPrivileged',
    )
  })

  it('have names of their own', async () => {
    await make('phone')
    const again = await server.post(createAppPassword.nsid, { name: 'phone' }, bearer(member.accessJwt))
    expect(again).toEqual(refused(400, 'InvalidRequest', 'An app password named "phone" already exists'))
    for (const name of ['', ' ', 'a\nb', 'x'.repeat(257)]) {
      const answer = await server.post(createAppPassword.nsid, { name }, bearer(member.accessJwt))
      expect(answer).toEqual(refused(400, 'InvalidRequest'))
    }
    expect(await list()).toEqual(['phone'])
  })

  it('end with the sessions that they opened, and no others', async () => {
    const [phone, tablet] = [await make('phone'), await make('tablet')]
    const onPhone = tokens(await server.signIn(member.handle, phone.password))
    const onTablet = tokens(await server.signIn(member.handle, tablet.password))
    const revoked = await server.post(revokeAppPassword.nsid, { name: 'phone' }, bearer(member.accessJwt))
    expect(revoked.status).toBe(200)
    expect(await refresh(server, onPhone.refreshJwt)).toEqual(refused(400, 'ExpiredToken'))
    expect(await server.signIn(member.handle, phone.password)).toEqual(refused(401, 'AuthenticationRequired'))
    await eventually(async () => (await whoIs(server, onPhone.accessJwt)).status === 400)
    expect(await whoIs(server, onPhone.accessJwt)).toEqual(refused(400, 'ExpiredToken'))
    expect((await whoIs(server, onTablet.accessJwt)).status).toBe(200)
    expect((await refresh(server, onTablet.refreshJwt)).status).toBe(200)
    expect((await refresh(server, member.refreshJwt)).status).toBe(200)
    expect(await list()).toEqual(['tablet'])
  })

  it('say when they were used last', async () => {
    const { password } = await make('phone')
    const lastUse = async () => (await server.app.get(AppPasswords).list(member.did as Did))[0]!.lastUsedAt
    expect(await lastUse()).toBeUndefined()
    await server.signIn(member.handle, 'aaaa-aaaa-aaaa-aaaa')
    expect(await lastUse()).toBeUndefined()
    await server.signIn(member.handle, password)
    expect(await lastUse()).toEqual(expect.any(Date))
  })

  it('of one account do not open another', async () => {
    const { password } = await make('phone')
    const other = await server.signUp()
    expect(await server.signIn(other.handle, password)).toEqual(refused(401, 'AuthenticationRequired'))
  })
})

describe('app passwords of an organization that lets them expire', () => {
  let strict: WholeServer
  beforeAll(async () => {
    strict = await WholeServer.start({ PDS_APP_PASSWORD_LIFETIME_MS: String(HOUR_MS) })
  }, START_MAX_MS)
  afterAll(() => strict?.close())

  it('end after that time, with all that they opened, and make room for others of the same name', async () => {
    const owner = await strict.signUp()
    const make = () => strict.post(createAppPassword.nsid, { name: 'phone' }, bearer(owner.accessJwt))
    const { password } = (await make()).json as { password: string }
    const opened = tokens(await strict.signIn(owner.handle, password))
    strict.clock.advance(HOUR_MS / 2)
    const next = tokens(await strict.post(refreshSession.nsid, undefined, bearer(opened.refreshJwt)))
    expect((await make()).status).toBe(400)
    strict.clock.advance(HOUR_MS / 2)
    for (const { accessJwt, refreshJwt } of [opened, next]) {
      const seen = await strict.get(getSession.nsid, {}, bearer(accessJwt))
      expect(seen).toEqual(refused(400, 'ExpiredToken'))
      expect(await strict.post(refreshSession.nsid, undefined, bearer(refreshJwt))).toEqual(
        refused(400, 'ExpiredToken'),
      )
    }
    expect(await strict.signIn(owner.handle, password)).toEqual(refused(401, 'AuthenticationRequired'))
    expect((await make()).status).toBe(200)
  })
})
