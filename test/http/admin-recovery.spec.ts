import { AdminApi, outcome } from '../support/admin-api.js'
import { SmtpSink } from '../support/smtp-sink.js'
import { type Member, PASSWORD, WholeServer } from '../support/whole-server.js'

const RESET = 'com.atproto.server.resetPassword'
const NEW_PASSWORD = 'a password of tomorrow'

let sink: SmtpSink
let server: WholeServer
let api: AdminApi

beforeAll(async () => {
  sink = await SmtpSink.start()
  server = await WholeServer.start({
    PDS_RATE_LIMITS_ENABLED: 'false',
    PDS_EMAIL_SMTP_URL: sink.url,
    PDS_EMAIL_FROM_ADDRESS: 'pds@example.com',
  })
  api = new AdminApi(server)
})
afterAll(async () => {
  await server?.close()
  await sink?.close()
})

const recover = ({ did }: Member, body: object, by = api) => by.post(`accounts/${did}/recovery-link`, body)
const accountOf = async ({ did }: Member) => (await api.get(`accounts/${did}`)).json
const auditOf = async ({ did }: Member) =>
  (await api.get(`audit?filter[target]=${did}`)).json.data as object[]
const addPasskey = ({ did }: Member) =>
  server.sql(
    `INSERT INTO passkey (id, did, name, public_key, counter, transports, synced, created_at)
     VALUES ($1, $1, 'A key', '', 0, '', false, now())`,
    [did],
  )
const passkeysOf = async ({ did }: Member) =>
  (await api.get(`accounts/${did}/factors`)).json.passkeys as object[]
let count = 0
const found = () => `found${++count}@example.net`
const deskWith = async (role: string) => {
  const { did } = await server.signUp()
  await api.assign(did, role)
  return api.signedIn(did)
}

describe('a member who has lost password and mailbox', () => {
  it('chooses a new password by a code that goes to where they were found', async () => {
    const desk = await deskWith('identity-admin')
    const member = await server.signUp()
    const email = found()
    expect(outcome(await recover(member, { email, reason: 'Was here with her passport' }, desk))).toEqual([
      204,
      undefined,
    ])
    const told = await sink.next(member.email)
    expect(told.body).toContain(email)
    const token = /[A-Z2-7]{5}-[A-Z2-7]{5}/.exec((await sink.next(email)).body)![0]
    expect(told.body).not.toContain(token)
    expect((await server.signIn(member.handle)).status).toBe(200)

    const reset = () => server.post(RESET, { token, password: NEW_PASSWORD })
    expect((await reset()).status).toBe(200)
    expect((await reset()).status).toBe(400)
    expect((await server.signIn(member.handle, PASSWORD)).status).toBe(401)
    expect((await server.signIn(member.handle, NEW_PASSWORD)).status).toBe(200)
    expect(await accountOf(member)).toMatchObject({ email, emailConfirmedAt: expect.any(String) })
    const [entry, ...others] = (await auditOf(member)).filter(
      (one) => (one as { action: string }).action === 'account.recover',
    )
    expect(others).toEqual([])
    expect(entry).toMatchObject({
      reason: 'Was here with her passport',
      after: { email: 'f***@example.net' },
    })
  })

  it('is sent another code where the address is theirs already', async () => {
    const member = await server.signUp()
    const again = { email: member.email.toUpperCase(), reason: 'why' }
    expect((await recover(member, again, await deskWith('help-desk'))).status).toBe(204)
    expect((await sink.next(member.email)).body).toMatch(/[A-Z2-7]{5}-[A-Z2-7]{5}/)
    expect(await accountOf(member)).toMatchObject({ email: member.email })
  })

  it('keeps second factors, unless whoever recovers may take them away and wants to', async () => {
    const [desk, identity] = [await deskWith('help-desk'), await deskWith('identity-admin')]
    const member = await server.signUp()
    await addPasskey(member)
    const both = { email: found(), reason: 'why', resetFactors: true }
    for (const more of [
      { email: found(), reason: 'why' },
      { ...both, email: member.email },
    ])
      expect(outcome(await recover(member, more, desk))).toEqual([403, 'permission_denied'])
    const denied = (await auditOf(member)).filter((one) => (one as { outcome: string }).outcome === 'denied')
    expect(denied).toMatchObject([{ action: 'accounts.factors' }, { action: 'accounts.edit' }])
    expect(await accountOf(member)).toMatchObject({ email: member.email })
    expect((await recover(member, { email: found(), reason: 'why' }, identity)).status).toBe(204)
    expect(await passkeysOf(member)).toHaveLength(1)
    expect((await recover(member, both, identity)).status).toBe(204)
    expect(await passkeysOf(member)).toEqual([])
  })
})

describe('nobody is recovered', () => {
  it('who ranks as high, without a reason, or to the address of another member', async () => {
    const desk = await deskWith('help-desk')
    const [owner, member, other] = [await server.signUp(), await server.signUp(), await server.signUp()]
    await api.assign(owner.did, 'owner')
    expect(outcome(await recover(owner, { email: found(), reason: 'why' }, desk))).toEqual([403, 'outranked'])
    for (const wrong of [{ email: found() }, { email: found(), reason: ' ' }, { reason: 'why' }])
      expect(outcome(await recover(member, wrong, desk))).toEqual([400, 'invalid_request'])
    await addPasskey(member)
    const taken = { email: other.email, reason: 'why', resetFactors: true }
    expect((await recover(member, taken)).status).toBe(409)
    expect(await passkeysOf(member)).toHaveLength(1)
    for (const { email, did } of [owner, member])
      expect(await accountOf({ did } as Member)).toMatchObject({ email })
  })

  it('who is locked out', async () => {
    const member = await server.signUp()
    await api.post(`accounts/${member.did}/lock`, {})
    const email = found()
    expect(outcome(await recover(member, { email, reason: 'why' }))).toEqual([409, 'PasswordNotRecoverable'])
    expect(await accountOf(member)).toMatchObject({ email: member.email })
    expect(sink.to(email)).toEqual([])
  })
})

describe('the language of letters', () => {
  const setLanguage = ({ did }: Member, language: unknown, by = api) =>
    by.send('PATCH', `accounts/${did}`, { language })

  it('is set for a member, and taken away again, as the audit says', async () => {
    const member = await server.signUp()
    expect((await setLanguage(member, 'ja')).json).toMatchObject({ language: 'ja' })
    await recover(member, { email: member.email, reason: 'why' })
    expect((await sink.next(member.email)).body).toContain('lang="ja"')
    expect((await setLanguage(member, null)).status).toBe(200)
    expect(await accountOf(member)).not.toHaveProperty('language')
    const noted = (await auditOf(member)).filter(
      (one) => (one as { action: string }).action === 'account.language',
    )
    expect(noted).toMatchObject([
      { before: { language: 'ja' }, after: { language: null } },
      { before: { language: null }, after: { language: 'ja' } },
    ])
  })

  it('is one of those that letters have, and for whoever may edit the account', async () => {
    const member = await server.signUp()
    expect(outcome(await setLanguage(member, 'tlh'))).toEqual([400, 'invalid_request'])
    const desk = await deskWith('help-desk')
    expect(outcome(await setLanguage(member, 'de', desk))).toEqual([403, 'permission_denied'])
  })
})
