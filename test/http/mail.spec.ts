import { com } from '@guildhall/lexicon'
import { UnitOfWork } from '../../src/database/index.js'
import { DeadLetters } from '../../src/mail/index.js'
import { Outbox } from '../../src/mail/outbox.js'
import { WaitingMails } from '../../src/mail/waiting-mails.js'
import { AdminApi } from '../support/admin-api.js'
import { eventually } from '../support/eventually.js'
import { refused } from '../support/refused.js'
import { bearer, type Member, PASSWORD, WholeServer } from '../support/whole-server.js'
import { codeIn, SmtpSink } from '../support/smtp-sink.js'

const {
  confirmEmail,
  createAccount,
  createAppPassword,
  deleteAccount,
  getSession,
  refreshSession,
  requestAccountDelete,
  requestEmailConfirmation,
  requestEmailUpdate,
  requestPasswordReset,
  resetPassword,
  updateEmail,
} = com.atproto.server
const START_MAX_MS = 60_000
const WAIT_MAX_MS = 20_000
const MINUTE_MS = 60_000
const NEW_PASSWORD = 'an even better password'

let sink: SmtpSink
let server: WholeServer
let member: Member
let count = 0
beforeAll(async () => {
  sink = await SmtpSink.start()
  server = await WholeServer.start({
    PDS_EMAIL_SMTP_URL: sink.url,
    PDS_EMAIL_FROM_ADDRESS: 'pds@example.com',
    PDS_EMAIL_RETRY_MS: '100',
    PDS_SERVICE_NAME: 'Guild & Sons',
  })
}, START_MAX_MS)
beforeEach(async () => {
  member = await server.signUp()
})
afterEach(() => {
  sink.verdict = () => undefined
})
afterAll(async () => {
  await server?.close()
  await sink?.close()
})

const post = (nsid: string, input?: object, headers = bearer(member.accessJwt)) =>
  server.post(nsid, input, headers)
const newAddress = () => `somewhere-else${++count}@example.com`
const session = async () => (await server.get(getSession.nsid, {}, bearer(member.accessJwt))).json

describe('an invitation', () => {
  it('comes in the language that was asked for', async () => {
    const order = { emails: ['guest@example.com'], language: 'de', handleDomain: 'test' }
    const sent = await new AdminApi(server).post('invites/send', order)
    const [{ code }] = sent.json.data as [{ code: string }]
    const { subject, body: letter } = await sink.next('guest@example.com')
    expect(subject).toContain('Ihre_Einladung')
    const said = [code, 'lädt Sie ein', 'Ihr Handle wird auf .test enden.', '<html lang="de" dir="ltr">']
    for (const part of said) expect(letter).toContain(part)
    expect(letter).toContain(`Konto anlegen:\n${server.url}/account/sign-up?code=${code}`)
    expect(letter).toContain(`<a href="${server.url}/account/sign-up?code=${code}"`)
  })
})

describe('the language of a code', () => {
  const askFor = async (email: string, accepted: string) => {
    const before = sink.to(email).length
    const headers = { 'accept-language': accepted }
    expect((await server.post(requestPasswordReset.nsid, { email }, headers)).status).toBe(200)
    return (await sink.next(email, before)).body
  }

  it('is that in which somebody signed up, whoever asks', async () => {
    const [handle, email] = ['gerda.test', 'gerda@example.com']
    const made = { handle, email, password: PASSWORD }
    const { status } = await server.post(createAccount.nsid, made, { 'accept-language': 'de-AT,de;q=0.9' })
    expect(status).toBe(200)
    const letter = await askFor(email, 'en')
    for (const said of ['Guten Tag gerda.test,', '<html lang="de" dir="ltr">']) expect(letter).toContain(said)
  })

  it('is that of the request where none is known of the account', async () => {
    expect(await askFor(member.email, 'de')).toContain('<html lang="de" dir="ltr">')
    expect(await askFor(member.email, 'tlh')).toContain('<html lang="en" dir="ltr">')
  })
})

/** The code that an action sends. */
async function codeOf(act: () => Promise<{ status: number }>, address = member.email): Promise<string> {
  const before = sink.to(address).length
  expect(await act()).toMatchObject({ status: 200 })
  return codeIn(await sink.next(address, before))
}
const confirmationCode = () => codeOf(() => post(requestEmailConfirmation.nsid))
const resetCode = () => codeOf(() => server.post(requestPasswordReset.nsid, { email: member.email }))
const confirm = (token: string, email = member.email) => post(confirmEmail.nsid, { email, token })

async function until(is: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + WAIT_MAX_MS
  while (!(await is())) {
    if (performance.now() > deadline) throw new Error('waited in vain')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

describe('a mail', () => {
  it('says what it is for, in the name of the service, as text and as HTML', async () => {
    await confirmationCode()
    const [mail] = sink.to(member.email)
    expect(mail).toMatchObject({ from: 'pds@example.com' })
    expect(mail!.body).toContain(`Hello ${member.handle},`)
    expect(mail!.body).toContain('multipart/alternative')
    expect(mail!.body).toContain('Guild &amp; Sons')
    expect(mail!.body).toContain('Guild & Sons\n')
  })

  it('that belongs to a change is sent once, if that was committed, though its node has died then', async () => {
    const [outbox, work, upkeep] = [Outbox, UnitOfWork, WaitingMails].map((each) =>
      server.app.get<unknown>(each, { strict: false }),
    ) as [Outbox, UnitOfWork, WaitingMails]
    const to = newAddress()
    const mail = {
      sender: 'service',
      to,
      subject: 'kept',
      text: 'It is done.',
      html: '<p>It is done.</p>',
    } as const
    const undone = work.run(async (tx) => {
      await outbox.put({ ...mail, subject: 'lost' }, tx)
      throw new Error('it was not done')
    })
    await expect(undone).rejects.toThrow('it was not done')
    await work.run(async (tx) => {
      await outbox.put(mail, tx)
      const { rows } = await tx.query<{ sealed: string }>({ text: 'SELECT sealed FROM waiting_mail' })
      expect(rows).toHaveLength(1)
      expect(Buffer.from(rows[0]!.sealed, 'base64').toString('latin1')).not.toContain('It is done')
    })
    await Promise.all([upkeep.run(), upkeep.run(), upkeep.run()])
    expect((await sink.next(to)).subject).toBe('kept')
    await eventually(async () => (await server.sql('SELECT FROM waiting_mail')).length === 0)
    expect(sink.to(to)).toHaveLength(1)
  })

  it('is tried again while the server cannot take it, and given up when it will not', async () => {
    const lost = await server.signUp()
    let failures = 0
    sink.verdict = (address) => {
      if (address === lost.email) return '550 no such mailbox'
      return address === member.email && failures++ < 2 ? '451 try again later' : undefined
    }
    expect((await post(requestEmailConfirmation.nsid, undefined, bearer(lost.accessJwt))).status).toBe(200)
    await confirm(await confirmationCode())
    expect(await session()).toMatchObject({ emailConfirmed: true })
    expect(failures).toBe(3)
    expect(sink.offered.filter((address) => address === lost.email)).toHaveLength(1)
    sink.verdict = () => undefined
  })

  it('that was given up is a dead letter, and can be sent again', async () => {
    const lost = await server.signUp()
    sink.verdict = (address) => (address === lost.email ? '550 no such mailbox' : undefined)
    await post(requestEmailConfirmation.nsid, undefined, bearer(lost.accessJwt))
    const letters = server.app.get(DeadLetters, { strict: false })
    const letter = async () => (await letters.list()).find(({ to }) => to === lost.email)
    await until(async () => (await letter()) !== undefined)
    expect(await letter()).toEqual({
      id: expect.any(String),
      to: lost.email,
      subject: 'Confirm your email address – Guild & Sons',
      attempts: 1,
      reason: 'the SMTP server refused the mail for good (550)',
      givenUpAt: expect.any(Date),
    })
    sink.verdict = () => undefined
    expect(await letters.sendAgain()).toBeGreaterThan(0)
    expect(codeIn(await sink.next(lost.email))).toMatch(/-/)
    expect(await letter()).toBeUndefined()
  })

  it('leaves no code in the database or in the log while it waits', async () => {
    sink.verdict = () => '451 try again later'
    await post(requestEmailConfirmation.nsid)
    await until(() => sink.offered.includes(member.email))
    const tables = await server.sql<{ name: string }>(
      `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
        WHERE table_schema IN ('bullmq', 'public') AND table_type = 'BASE TABLE'`,
    )
    const rows: object[] = []
    // One after the other: each is a connection of its own.
    for (const { name } of tables) rows.push(await server.sql(`SELECT row::text FROM ${name} AS row`))
    sink.verdict = () => undefined
    const code = codeIn(await sink.next(member.email))
    const stored = JSON.stringify(rows)
    expect(stored).toContain('sealed')
    for (const text of [stored, JSON.stringify(server.lines)]) expect(text).not.toContain(code)
  })
})

describe('a code', () => {
  it('confirms the address, once, also in lower case', async () => {
    const code = await confirmationCode()
    expect(await session()).toMatchObject({ emailConfirmed: false })
    expect((await confirm(code.toLowerCase())).status).toBe(200)
    expect(await session()).toMatchObject({ emailConfirmed: true })
    expect(await confirm(code)).toEqual(refused(400, 'InvalidToken', 'Token is invalid'))
  })

  it('is good for a quarter of an hour', async () => {
    const code = await confirmationCode()
    server.clock.advance(15 * MINUTE_MS)
    expect(await confirm(code)).toEqual(refused(400, 'ExpiredToken', 'Token is expired'))
    expect(await session()).toMatchObject({ emailConfirmed: false })
  })

  it('is replaced by a newer one', async () => {
    const [first, second] = [await confirmationCode(), await confirmationCode()]
    expect(await confirm(first)).toEqual(refused(400, 'InvalidToken'))
    expect((await confirm(second)).status).toBe(200)
  })

  it('is for one account, one purpose and one address', async () => {
    const other = await server.signUp()
    const code = await confirmationCode()
    const input = { email: other.email, token: code }
    expect(await post(confirmEmail.nsid, input, bearer(other.accessJwt))).toEqual(
      refused(400, 'InvalidToken'),
    )
    expect(await server.post(resetPassword.nsid, { token: code, password: NEW_PASSWORD })).toEqual(
      refused(400, 'InvalidToken'),
    )
    expect(await confirm(code, other.email)).toEqual(refused(400, 'InvalidEmail'))
    expect((await confirm(code)).status).toBe(200)
  })

  it('lets one in when it is used twice at a time', async () => {
    const code = await resetCode()
    const reset = () => server.post(resetPassword.nsid, { token: code, password: NEW_PASSWORD })
    const answers = await Promise.all([reset(), reset(), reset()])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400])
  })

  it.each(['', 'A', 'x'.repeat(1_000), 'AAAAA-AAAAA', '\0'])('that is none is refused: %j', async (token) => {
    expect(await confirm(token)).toEqual(refused(400, 'InvalidToken'))
  })
})

describe('changing the address', () => {
  const update = (more: object) => post(updateEmail.nsid, more)

  it('needs no code as long as the present one is not confirmed', async () => {
    expect((await post(requestEmailUpdate.nsid)).json).toEqual({ tokenRequired: false })
    const email = newAddress()
    expect((await update({ email: email.toUpperCase() })).status).toBe(200)
    expect(await session()).toMatchObject({ email, emailConfirmed: false })
  })

  it('needs a code that was sent to a confirmed one', async () => {
    await confirm(await confirmationCode())
    const email = newAddress()
    expect(await update({ email })).toEqual(refused(400, 'TokenRequired'))
    expect(await update({ email, token: 'AAAAA-AAAAA' })).toEqual(refused(400, 'InvalidToken'))
    const token = await codeOf(() => post(requestEmailUpdate.nsid))
    expect((await update({ email, token })).status).toBe(200)
    expect(await session()).toMatchObject({ email, emailConfirmed: false })
    expect((await server.signIn(email)).status).toBe(200)
  })

  it('to one that is taken is refused, and leaves the code good', async () => {
    await confirm(await confirmationCode())
    const other = await server.signUp()
    const token = await codeOf(() => post(requestEmailUpdate.nsid))
    expect(await update({ email: other.email, token })).toEqual(
      refused(400, 'InvalidRequest', 'This email address is already in use, please use a different email.'),
    )
    expect((await update({ email: newAddress(), token })).status).toBe(200)
  })

  it('makes codes that went to the former one worthless', async () => {
    const token = await resetCode()
    await update({ email: newAddress() })
    expect(await server.post(resetPassword.nsid, { token, password: NEW_PASSWORD })).toEqual(
      refused(400, 'InvalidToken'),
    )
  })

  it.each(['nonsense', 'somebody@mailinator.com'])('to %s is refused', async (email) => {
    expect(await update({ email })).toEqual(refused(400, 'InvalidRequest'))
  })
})

describe('resetting the password', () => {
  it('tells nobody which addresses are known', async () => {
    const answer = await server.post(requestPasswordReset.nsid, { email: newAddress() })
    expect(answer).toMatchObject({ status: 200, bytes: Buffer.alloc(0) })
  })

  it('ends every session, and confirms the address', async () => {
    const { json } = await post(createAppPassword.nsid, { name: 'phone' })
    const app = (await server.signIn(member.handle, json.password as string)).json as unknown as Member
    const token = await resetCode()
    const reset = (password: string) => server.post(resetPassword.nsid, { token, password })
    expect(await reset('short')).toEqual(refused(400, 'InvalidPassword'))
    expect(await reset('x'.repeat(600))).toEqual(refused(400, 'InvalidRequest'))
    expect((await reset(NEW_PASSWORD)).status).toBe(200)
    expect(await reset('again')).toEqual(refused(400, 'InvalidToken'))
    for (const { refreshJwt } of [member, app]) {
      expect(await post(refreshSession.nsid, undefined, bearer(refreshJwt))).toEqual(
        refused(400, 'ExpiredToken'),
      )
    }
    expect(await server.signIn(member.handle, PASSWORD)).toEqual(refused(401, 'AuthenticationRequired'))
    expect((await server.signIn(member.handle, NEW_PASSWORD)).json).toMatchObject({ emailConfirmed: true })
    expect((await server.signIn(member.handle, json.password as string)).status).toBe(200)
  })
})

describe('deleting one’s account', () => {
  it('takes the password and a code', async () => {
    const token = await codeOf(() => post(requestAccountDelete.nsid))
    const remove = (more: object) =>
      server.post(deleteAccount.nsid, { did: member.did, password: PASSWORD, token, ...more })
    expect(await remove({ password: 'wrong' })).toEqual(refused(401, 'AuthenticationRequired'))
    const { json } = await post(createAppPassword.nsid, { name: 'phone' })
    expect(await remove({ password: json.password })).toEqual(refused(401, 'AuthenticationRequired'))
    expect(await remove({ token: 'AAAAA-AAAAA' })).toEqual(refused(400, 'InvalidToken'))
    expect(await remove({ did: 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa' })).toEqual(refused(400, 'AccountNotFound'))
    expect((await remove({})).status).toBe(200)
    expect(await remove({})).toEqual(refused(400, 'AccountNotFound'))
    expect(await server.sql('SELECT FROM mail_code WHERE did = $1', [member.did])).toEqual([])
  })

  it('does not go past a lock, with a code of before it either', async () => {
    const token = await codeOf(() => post(requestAccountDelete.nsid))
    const api = new AdminApi(server)
    await api.post(`accounts/${member.did}/lock`, { reason: 'a stolen password' })
    const remove = () => server.post(deleteAccount.nsid, { did: member.did, password: PASSWORD, token })
    expect(await remove()).toEqual(refused(401, 'AuthenticationRequired', expect.stringContaining('locked')))
    await api.post(`accounts/${member.did}/unlock`, {})
    expect((await remove()).status).toBe(200)
  })
})

describe('without an SMTP server', () => {
  it('a developer finds the mail in the log', async () => {
    const local = await WholeServer.start()
    try {
      const { accessJwt, email } = await local.signUp()
      await local.post(requestEmailConfirmation.nsid, undefined, bearer(accessJwt))
      const mail = () => local.lines.find(({ msg }) => msg === 'a mail, which is not sent in development')
      await until(() => mail() !== undefined)
      expect(mail()).toMatchObject({ to: email, text: expect.stringMatching(/\b[A-Z2-7]{5}-[A-Z2-7]{5}\b/) })
    } finally {
      await local.close()
    }
  })

  it('a server in production says so when it starts, and writes no code into the log', async () => {
    const real = await WholeServer.start({
      PDS_HOSTNAME: 'pds.example.com',
      PDS_SERVICE_HANDLE_DOMAINS: '.test',
      PDS_INVITE_REQUIRED: 'false',
      PDS_DID_WEB_HOSTING: 'true',
      PDS_ACCOUNT_DID_METHOD: 'web',
    })
    try {
      const { accessJwt } = await real.signUp()
      await real.post(requestEmailConfirmation.nsid, undefined, bearer(accessJwt))
      const says = (text: string) => real.lines.some(({ msg }) => String(msg).includes(text))
      await until(() => says('a mail was not sent'))
      expect(says('no SMTP server is configured (PDS_EMAIL_SMTP_URL)')).toBe(true)
      expect(JSON.stringify(real.lines)).not.toMatch(/\b[A-Z2-7]{5}-[A-Z2-7]{5}\b/)
    } finally {
      await real.close()
    }
  })
})
