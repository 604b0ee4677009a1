import { com } from '@guildhall/lexicon'
import type { Did } from '@guildhall/syntax'
import { Secret, TOTP } from 'otpauth'
import { SecurityEvents } from '../../src/account/index.js'
import { FactorReset, SecondFactors } from '../../src/auth/index.js'
import { codeIn, type ReceivedMail, SmtpSink } from '../support/smtp-sink.js'
import { admin, bearer, type Member, PASSWORD, WholeServer } from '../support/whole-server.js'

const { createAppPassword, requestEmailConfirmation, confirmEmail, requestPasswordReset, resetPassword } =
  com.atproto.server
const { requestEmailUpdate, updateEmail } = com.atproto.server
const START_MAX_MS = 60_000
const STEP_MS = 30_000
const MINUTE_MS = 60_000

let sink: SmtpSink
let server: WholeServer
let factors: SecondFactors
let member: Member
let did: Did
beforeAll(async () => {
  sink = await SmtpSink.start()
  server = await WholeServer.start({
    PDS_EMAIL_SMTP_URL: sink.url,
    PDS_EMAIL_FROM_ADDRESS: 'pds@example.com',
    PDS_EMAIL_RETRY_MS: '100',
    PDS_NEW_APP_PASSWORD_MAILS: 'true',
  })
  factors = server.app.get(SecondFactors, { strict: false })
}, START_MAX_MS)
beforeEach(async () => {
  member = await server.signUp()
  did = member.did as Did
})
afterAll(async () => {
  await server?.close()
  await sink?.close()
})

const refused = (status: number, error: string, message: unknown = expect.any(String)) =>
  expect.objectContaining({ status, json: { error, message } })
const signIn = (authFactorToken?: string, password = PASSWORD) =>
  server.signIn(member.handle, password, { authFactorToken })
const post = (nsid: string, input?: object) => server.post(nsid, input, bearer(member.accessJwt))
const events = async () =>
  (await server.app.get(SecurityEvents, { strict: false }).list(did)).events.map(({ kind, details }) => ({
    kind,
    ...details,
  }))

/** What a mail is about, from its HTML. */
const titleOf = ({ body }: ReceivedMail) => /<title>([^<]*)</.exec(body)?.[1]

/** An app of the member's: makes the code of now, or of so many steps later. */
async function addApp() {
  const { secret } = await factors.beginTotp(did)
  const totp = new TOTP({ secret: Secret.fromBase32(secret) })
  const code = (steps = 0) => totp.generate({ timestamp: server.clock.nowMs() + steps * STEP_MS })
  const { recoveryCodes } = await factors.confirmTotp(did, code())
  server.clock.advance(STEP_MS)
  return { code, recoveryCodes: recoveryCodes! }
}

const WANTS_CODE = refused(401, 'AuthFactorTokenRequired', expect.stringContaining('authenticator app'))
const WRONG_CODE = refused(400, 'InvalidToken')

describe('an app that makes codes', () => {
  it('is not locked by those who have no password, whatever names they sign in with', async () => {
    const { code } = await addApp()
    for (const name of [` code of ${did}`, ` recovery code of ${did}`, `code ${did}`])
      await Promise.all(Array.from({ length: 11 }, () => server.signIn(name, 'wrong')))
    expect(await signIn(code())).toMatchObject({ status: 200 })
  })

  it('is added by its first code, and leaves ten recovery codes', async () => {
    expect(await factors.pendingTotp(did)).toBeUndefined()
    await expect(factors.confirmTotp(did, '123456')).rejects.toMatchObject({ code: 'FactorNotBegun' })
    const begun = await factors.beginTotp(did)
    expect(begun.uri).toMatch(/^otpauth:\/\/totp\/.*secret=/)
    expect(begun.qr).toMatch(/^<svg/)
    expect(await factors.pendingTotp(did)).toEqual(begun)
    expect(await signIn()).toMatchObject({ status: 200 })
    const totp = new TOTP({ secret: Secret.fromBase32(begun.secret) })
    const right = totp.generate({ timestamp: server.clock.nowMs() })
    const wrong = right === '000000' ? '000001' : '000000'
    await expect(factors.confirmTotp(did, wrong)).rejects.toMatchObject({ code: 'InvalidToken' })
    const { recoveryCodes } = await factors.confirmTotp(did, right)
    expect(new Set(recoveryCodes)).toHaveProperty('size', 10)
    expect(await factors.list(did)).toMatchObject({
      totp: { addedAt: expect.any(Date) },
      recoveryCodesLeft: 10,
    })
    await expect(factors.beginTotp(did)).rejects.toMatchObject({ code: 'FactorExists' })
    expect(await signIn(right)).toEqual(WRONG_CODE)
  })

  it('has to be begun again when it is not confirmed in time', async () => {
    await factors.beginTotp(did)
    server.clock.advance(15 * MINUTE_MS)
    expect(await factors.pendingTotp(did)).toBeUndefined()
  })

  it('is asked for, and each code is taken once, with some patience', async () => {
    const { code } = await addApp()
    expect(await signIn()).toEqual(WANTS_CODE)
    expect(await signIn(undefined, 'wrong')).toEqual(refused(401, 'AuthenticationRequired'))
    expect(await signIn(code())).toMatchObject({ status: 200, json: { did } })
    expect(await signIn(code())).toEqual(WRONG_CODE)
    expect(await signIn(`${code(1).slice(0, 3)} ${code(1).slice(3)}`)).toMatchObject({ status: 200 })
    server.clock.advance(2 * STEP_MS)
    expect(await signIn(code(2))).toEqual(WRONG_CODE)
    expect(await signIn(code())).toMatchObject({ status: 200 })
  })

  it('of several at a time with one code lets one in', async () => {
    const { code } = await addApp()
    const token = code()
    const answers = await Promise.all([1, 2, 3, 4].map(() => signIn(token)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  it('gives way to recovery codes, each once, until few are left and the owner hears of it', async () => {
    const { recoveryCodes } = await addApp()
    const [first, ...more] = recoveryCodes
    expect(await signIn(first!.toUpperCase().replaceAll('-', ' '))).toMatchObject({ status: 200 })
    expect(await signIn(first)).toEqual(WRONG_CODE)
    for (const one of more.slice(0, 6)) expect(await signIn(one)).toMatchObject({ status: 200 })
    const mail = await sink.next(member.email, 1)
    expect(titleOf(mail)).toBe('You have few recovery codes left')
    expect(mail.body).toContain('3 are left')
    expect(await factors.renewRecoveryCodes(did)).toHaveLength(10)
    expect(await signIn(more[7])).toEqual(WRONG_CODE)
  })

  it('makes those wait who guess, from wherever they come', async () => {
    const { code, recoveryCodes } = await addApp()
    const wrong = code() === '000000' ? '000001' : '000000'
    for (let i = 0; i < 10; i++) expect(await signIn(wrong)).toEqual(WRONG_CODE)
    expect(await signIn(code())).toEqual(refused(429, 'RateLimitExceeded'))
    expect(await signIn(recoveryCodes[0])).toMatchObject({ status: 200 })
    expect((await events()).filter(({ kind }) => kind === 'factor-failed')).toHaveLength(10)
  })

  it('is not asked for with an app password, and not lost with a new password', async () => {
    const { code } = await addApp()
    const { json } = await post(createAppPassword.nsid, { name: 'phone' })
    expect(await signIn(undefined, String(json.password))).toMatchObject({ status: 200 })
    const before = sink.to(member.email).length
    await server.post(requestPasswordReset.nsid, { email: member.email })
    const token = codeIn(await sink.next(member.email, before))
    expect(await server.post(resetPassword.nsid, { token, password: 'another password' })).toMatchObject({
      status: 200,
    })
    expect(await signIn(undefined, 'another password')).toEqual(WANTS_CODE)
    expect(await signIn(code(), 'another password')).toMatchObject({ status: 200 })
  })

  it('is removed with its recovery codes', async () => {
    const { recoveryCodes } = await addApp()
    expect([await factors.removeTotp(did), await factors.removeTotp(did)]).toEqual([true, false])
    expect(await factors.list(did)).toEqual({ totp: undefined, passkeys: [], recoveryCodesLeft: 0 })
    await expect(factors.renewRecoveryCodes(did)).rejects.toMatchObject({ code: 'NoFactor' })
    expect(await signIn()).toMatchObject({ status: 200 })
    expect(await signIn(recoveryCodes[0])).toMatchObject({ status: 200 })
  })
})

it('a code by mail is what is asked of those who have nothing better', async () => {
  const asked = sink.to(member.email).length
  await post(requestEmailConfirmation.nsid)
  await post(confirmEmail.nsid, { email: member.email, token: codeIn(await sink.next(member.email, asked)) })
  await post(requestEmailUpdate.nsid)
  const token = codeIn(await sink.next(member.email, asked + 1))
  await post(updateEmail.nsid, { email: member.email, token, emailAuthFactor: true })
  expect(await signIn()).toEqual(refused(401, 'AuthFactorTokenRequired', expect.stringContaining('email')))
  const mailed = codeIn(await sink.next(member.email, asked + 2))
  expect(await signIn('AAAAA-AAAAA')).toEqual(WRONG_CODE)
  expect(await signIn(mailed)).toMatchObject({ status: 200 })
  const { code } = await addApp()
  expect(await signIn()).toEqual(WANTS_CODE)
  expect(await signIn(code())).toMatchObject({ status: 200 })
  expect(await events()).toEqual(
    expect.arrayContaining([
      { kind: 'factor-added', factor: 'email' },
      { kind: 'factor-failed', factor: 'email' },
      { kind: 'factor-added', factor: 'totp' },
    ]),
  )
})

it('what happens is noted with its place, the latest first, and told by mail', async () => {
  const { json } = await server.post(
    createAppPassword.nsid,
    { name: 'phone' },
    { ...bearer(member.accessJwt), 'user-agent': 'Phone/1.0' },
  )
  await signIn(undefined, String(json.password))
  await addApp()
  await factors.removeTotp(did)
  await post(com.atproto.server.revokeAppPassword.nsid, { name: 'phone' })
  await post(com.atproto.identity.updateHandle.nsid, { handle: `other-${member.handle}` })
  expect(await events()).toEqual([
    { kind: 'handle-changed', from: member.handle, to: `other-${member.handle}` },
    { kind: 'app-password-removed', name: 'phone' },
    { kind: 'factor-removed', factor: 'totp' },
    { kind: 'factor-added', factor: 'totp' },
    { kind: 'app-password-first-used', name: 'phone' },
    { kind: 'app-password-made', name: 'phone' },
    { kind: 'signed-in', method: 'sign-up', isNew: true },
  ])
  const { events: all } = await server.app.get(SecurityEvents, { strict: false }).list(did, undefined, 6)
  expect(all.at(-1)).toMatchObject({ kind: 'app-password-made', ip: '127.0.0.1', userAgent: 'Phone/1.0' })
  await sink.next(member.email, 2)
  expect(sink.to(member.email).map(titleOf).sort()).toEqual([
    'A new app password',
    'A new way to prove that it is you',
    'Your account is protected by less',
  ])
})

it('a sign-in from somewhere new is told to the owner, one from where it was before is not', async () => {
  const from = (userAgent: string) =>
    server.post(
      com.atproto.server.createSession.nsid,
      { identifier: member.handle, password: PASSWORD },
      { 'user-agent': userAgent },
    )
  await from('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0')
  const mail = await sink.next(member.email)
  expect(titleOf(mail)).toBe('New sign-in to your account')
  expect(mail.body).toContain('Firefox on Linux, 127.0.0.1')
  expect(mail.body).toContain('change your password')
  await from('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0')
  await from('Another/1.0')
  await sink.next(member.email, 1)
  expect(sink.to(member.email)).toHaveLength(2)
})

it('an administrator can take all factors from somebody who has lost them', async () => {
  const reset = server.app.get(FactorReset, { strict: false })
  await addApp()
  const by = { agent: { type: 'command', id: 'operator' }, reason: 'the telephone was lost' } as const
  expect([await reset.reset(did, by), await reset.reset(did, by)]).toEqual([1, 0])
  expect(await factors.list(did)).toEqual({ totp: undefined, passkeys: [], recoveryCodesLeft: 0 })
  expect(await signIn()).toMatchObject({ status: 200 })
  expect(titleOf(await sink.next(member.email, 1))).toBe('Your second factors were removed')
})

it('an account takes its factors and events along when it is deleted', async () => {
  await addApp()
  const left = async () => {
    const [row] = await server.sql<{ factors: string; codes: string; events: string }>(
      `SELECT (SELECT count(*) FROM totp_factor WHERE did = $1) AS factors,
              (SELECT count(*) FROM recovery_code WHERE did = $1) AS codes,
              (SELECT count(*) FROM security_event WHERE did = $1) AS events`,
      [did],
    )
    return Object.values(row!).map(Number)
  }
  expect(await left()).toEqual([1, 10, expect.any(Number)])
  await server.post(com.atproto.admin.deleteAccount.nsid, { did }, admin)
  expect(await left()).toEqual([0, 0, 0])
})
