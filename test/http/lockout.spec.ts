import { com } from '@guildhall/lexicon'
import { ADMIN_PASSWORD, admin, bearer, type Member, PASSWORD, WholeServer } from '../support/whole-server.js'

const { createAppPassword, createSession, deleteAccount, getSession, refreshSession } = com.atproto.server
const { getAccountInfo } = com.atproto.admin
const START_MAX_MS = 60_000
const FAILURES_MAX = 3
const NAME_FAILURES_MAX = 8
const LOCK_MS = 60_000

let server: WholeServer
let member: Member
let count = 0
beforeAll(async () => {
  server = await WholeServer.start({
    PDS_SIGN_IN_FAILURES_MAX: String(FAILURES_MAX),
    PDS_SIGN_IN_NAME_FAILURES_MAX: String(NAME_FAILURES_MAX),
    PDS_SIGN_IN_LOCK_MS: String(LOCK_MS),
  })
}, START_MAX_MS)
afterAll(() => server?.close())
beforeEach(async () => {
  member = await server.signUp()
})

/** A network that nobody has called from yet. */
const newNetwork = () => ({ 'x-forwarded-for': `11.0.${count >> 8}.${++count & 255}` })

const signIn = (password: string, from: Record<string, string>, identifier = member.handle) =>
  server.post(createSession.nsid, { identifier, password }, from)

const statuses = async (times: number, call: (i: number) => Promise<{ status: number }>) => {
  const found: number[] = []
  for (let i = 0; i < times; i++) found.push((await call(i)).status)
  return found
}

const LOCKED = {
  status: 429,
  json: {
    error: 'RateLimitExceeded',
    message: 'Too many failed attempts to sign in, please try again later',
  },
}

describe('signing in again and again with wrong passwords', () => {
  it('has to wait, whether or not there is such an account, and is told how long', async () => {
    for (const identifier of [member.handle, 'nobody-at-all.test']) {
      const from = newNetwork()
      expect(await statuses(FAILURES_MAX, () => signIn('wrong', from, identifier))).toEqual([401, 401, 401])
      const locked = await signIn(PASSWORD, from, identifier)
      expect(locked).toMatchObject({
        ...LOCKED,
        headers: { 'ratelimit-limit': '3', 'ratelimit-remaining': '0', 'ratelimit-policy': '3;w=86400' },
      })
      expect(Number(locked.headers['retry-after'])).toBeGreaterThan(0)
      expect(Number(locked.headers['retry-after'])).toBeLessThanOrEqual(LOCK_MS / 1000)
      const resetMs = Number(locked.headers['ratelimit-reset']) * 1000
      expect(resetMs).toBeGreaterThanOrEqual(server.clock.nowMs())
    }
  })

  it('does not keep the owner out elsewhere, and is over after a while', async () => {
    const from = newNetwork()
    await statuses(FAILURES_MAX, () => signIn('wrong', from))
    expect((await signIn(PASSWORD, newNetwork())).status).toBe(200)
    expect((await signIn(PASSWORD, from)).status).toBe(429)
    server.clock.advance(LOCK_MS)
    expect((await signIn(PASSWORD, from)).status).toBe(200)
    expect(await statuses(FAILURES_MAX, () => signIn('wrong', from))).toEqual([401, 401, 401])
  })

  it('from everywhere locks the name, but not where its owner is known', async () => {
    const home = newNetwork()
    expect((await signIn(PASSWORD, home)).status).toBe(200)
    await statuses(NAME_FAILURES_MAX, () => signIn('wrong', newNetwork()))
    expect(await signIn(PASSWORD, newNetwork())).toMatchObject(LOCKED)
    expect((await signIn(PASSWORD, home)).status).toBe(200)
    // Where the account was made.
    expect((await signIn(PASSWORD, {})).status).toBe(200)
  })

  it('leaves sessions that are open alone', async () => {
    const from = newNetwork()
    await statuses(FAILURES_MAX, () => signIn('wrong', from))
    const session = await server.get(getSession.nsid, {}, { ...bearer(member.accessJwt), ...from })
    const refreshed = await server.post(refreshSession.nsid, undefined, {
      ...bearer(member.refreshJwt),
      ...from,
    })
    expect([session.status, refreshed.status]).toEqual([200, 200])
  })

  it('counts what looks like app passwords as well', async () => {
    const made = await server.post(createAppPassword.nsid, { name: 'app' }, bearer(member.accessJwt))
    const from = newNetwork()
    await statuses(FAILURES_MAX, () => signIn('aaaa-bbbb-cccc-dddd', from))
    expect(await signIn(made.json.password as string, from)).toMatchObject(LOCKED)
    expect((await signIn(made.json.password as string, newNetwork())).status).toBe(200)
  })

  it('counts at the deletion of an account, too', async () => {
    const from = newNetwork()
    const remove = (password: string, headers = from) =>
      server.post(deleteAccount.nsid, { did: member.did, password, token: 'ABCDE-FGHIJ' }, headers)
    expect(await statuses(FAILURES_MAX, () => remove('wrong'))).toEqual([401, 401, 401])
    expect(await remove(PASSWORD)).toMatchObject(LOCKED)
    expect(await remove(PASSWORD, newNetwork())).toMatchObject({
      status: 400,
      json: { error: 'InvalidToken' },
    })
  })

  it('leaves neither names nor addresses in the database, and nothing of a deleted account', async () => {
    const from = newNetwork()
    await signIn('wrong', from)
    await signIn(PASSWORD, from)
    await server.post(com.atproto.admin.deleteAccount.nsid, { did: member.did }, admin)
    expect(await server.sql('SELECT did FROM sign_in_network WHERE did = $1', [member.did])).toEqual([])
    const rows = JSON.stringify(await server.sql("SELECT encode(key, 'escape') FROM sign_in_failure"))
    expect(rows).not.toContain(member.handle)
    expect(rows).not.toContain(from['x-forwarded-for'])
  })
})

describe('guessing the password of the administrator', () => {
  const ask = (password: string, from: Record<string, string>) =>
    server.get(
      getAccountInfo.nsid,
      { did: member.did },
      { authorization: `Basic ${Buffer.from(`admin:${password}`).toString('base64')}`, ...from },
    )

  it('has to wait, from one network and nowhere else', async () => {
    const from = newNetwork()
    expect(await statuses(FAILURES_MAX, () => ask('wrong', from))).toEqual([401, 401, 401])
    expect(await ask(ADMIN_PASSWORD, from)).toMatchObject(LOCKED)
    await statuses(NAME_FAILURES_MAX + 1, () => ask('wrong', newNetwork()))
    expect((await ask(ADMIN_PASSWORD, newNetwork())).status).toBe(200)
  })
})

describe('fifty refreshes of one session at a time', () => {
  it('are one session, and lock nobody out', async () => {
    const refresh = (token: string) => server.post(refreshSession.nsid, undefined, bearer(token))
    const answers = await Promise.all(Array.from({ length: 50 }, () => refresh(member.refreshJwt)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    const idOf = ({ json }: { json: Record<string, unknown> }) =>
      (
        JSON.parse(Buffer.from((json.refreshJwt as string).split('.')[1]!, 'base64url').toString()) as {
          jti: string
        }
      ).jti
    expect(new Set(answers.map(idOf)).size).toBe(1)
    const [first, last] = [answers[0]!, answers.at(-1)!]
    for (const { json } of [first, last]) {
      expect((await refresh(json.refreshJwt as string)).status).toBe(200)
    }
    expect((await signIn(PASSWORD, newNetwork())).status).toBe(200)
  })
})
