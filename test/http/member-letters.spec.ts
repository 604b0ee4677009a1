import { com } from '@guildhall/lexicon'
import { AdminApi } from '../support/admin-api.js'
import { eventually } from '../support/eventually.js'
import { OAuthBrowser } from '../support/oauth-browser.js'
import { codeIn, SmtpSink } from '../support/smtp-sink.js'
import { type Member, WholeServer } from '../support/whole-server.js'

const { requestPasswordReset, resetPassword } = com.atproto.server
const START_MAX_MS = 60_000
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
    PDS_SERVICE_NAME: 'Guild & Sons',
  })
}, START_MAX_MS)
beforeEach(async () => {
  member = await server.signUp()
})
afterAll(async () => {
  await server?.close()
  await sink?.close()
})

const newAddress = () => `somewhere-else${++count}@example.com`

/** A code for a new password, after the letters that have come to an address already. */
async function resetCode(email: string): Promise<string> {
  const before = sink.to(email).length
  await server.post(requestPasswordReset.nsid, { email })
  return codeIn(await sink.next(email, before))
}

describe('a letter of welcome', () => {
  const LINK = /\/account\/first-password\?code=[A-Z2-7]+/
  const linkIn = (body: string) => `${server.url}${LINK.exec(body)![0]}`
  const issued = async () => {
    const [handle, email] = [`newcomer${++count}.test`, newAddress()]
    const { status, json } = await new AdminApi(server).post('accounts', { handle, email })
    expect(status).toBe(201)
    return { handle, email, did: json.did as string, letter: await sink.next(email) }
  }
  const opened = async (link: string) => {
    const browser = new OAuthBrowser(server.url)
    return { browser, page: await browser.open(link) }
  }

  it('leads those for whom an account was made to their first password, once', async () => {
    const { handle, letter } = await issued()
    expect(letter.subject).toContain('Welcome')
    for (const said of [`Your handle is ${handle}.`, 'Guild & Sons has made an account']) {
      expect(letter.body).toContain(said)
    }
    const { browser, page } = await opened(linkIn(letter.body))
    expect(page.html).toContain(handle)
    const wrong = await browser.send(page, { password: 'short' })
    expect(wrong.html).toContain('name="password"')
    const done = await browser.send(wrong, { password: NEW_PASSWORD })
    expect(done.html).toContain('Your password is set')
    expect((await server.signIn(handle, NEW_PASSWORD)).json).toMatchObject({ emailConfirmed: true })
    const again = await opened(linkIn(letter.body))
    expect(again.page.html).toContain('This link is no good any more.')
    expect(again.page.html).toContain('name="identifier"')
  })

  it('is sent again by an administrator, and then the former link leads nowhere', async () => {
    const { did, email, letter } = await issued()
    expect((await new AdminApi(server).post(`accounts/${did}/resend-welcome`)).status).toBe(204)
    const second = await sink.next(email, 1)
    expect((await opened(linkIn(letter.body))).page.html).toContain('no good any more')
    expect((await opened(linkIn(second.body))).page.html).toContain('name="password"')
    const [entry] = await server.sql('SELECT target_id FROM audit_entry WHERE action = $1', [
      'account.welcome',
    ])
    expect(entry).toEqual({ target_id: did })
  })

  it('lets nobody in who is kept out meanwhile, or has a password from elsewhere', async () => {
    const [locked, own] = [await issued(), await issued()]
    const api = new AdminApi(server)
    expect((await api.post(`accounts/${locked.did}/lock`, {})).status).toBe(200)
    expect(await api.post(`accounts/${locked.did}/resend-welcome`)).toMatchObject({ status: 409 })
    expect((await api.post(`accounts/${locked.did}/unlock`, {})).status).toBe(200)
    const token = await resetCode(own.email)
    await server.post(resetPassword.nsid, { token, password: NEW_PASSWORD })
    for (const { letter } of [locked, own]) {
      expect((await opened(linkIn(letter.body))).page.html).toContain('no good any more')
    }
  })

  it('is good for days', async () => {
    const { did } = await issued()
    const codes = await server.sql(
      `SELECT round(extract(epoch FROM expires_at - created_at) / 86400)::int4 AS days FROM mail_code
        WHERE did = $1 AND purpose = 'firstPassword'`,
      [did],
    )
    expect(codes).toEqual([{ days: 7 }])
  })
})

describe('what becomes of an account', () => {
  const api = () => new AdminApi(server)
  const order = (verb: string, body: object = {}) => api().post(`accounts/${member.did}/${verb}`, body)
  /** The letter that an order sends. */
  const letterOf = async (verb: string, body: object = {}) => {
    const before = sink.to(member.email).length
    expect((await order(verb, body)).status).toBeLessThan(300)
    return sink.next(member.email, before)
  }

  it('is told to its owner, with what whoever does it says to them, and without their reason', async () => {
    const text = 'You have sent the same <advertisement> again and again.\n\nWrite to us within a week.'
    const { body } = await letterOf('suspend', { reason: 'report 17 of Ada', text })
    expect(body).toContain('Your account is suspended')
    for (const said of [`Hello ${member.handle},`, 'Guild & Sons has suspended your account'])
      expect(body).toContain(said)
    expect(body).toContain('You have sent the same <advertisement> again and again.\n\nWrite to us')
    expect(body).toContain('the same &lt;advertisement&gt;')
    expect(body).not.toContain('report 17')
    expect((await letterOf('unsuspend')).body).toContain('Your account is there again')
    expect((await letterOf('takedown', { ref: 'case 4' })).body).toContain('was taken down')
    expect((await letterOf('restore')).body).toContain('Your account is there again')
    expect((await letterOf('lock')).body).toContain('Your account is locked')
    expect((await letterOf('unlock')).body).toContain('Your account is unlocked')
    expect((await letterOf('deactivate')).body).toContain(`sign in at ${server.url}/account.`)
  })

  it('is not told where whoever does it wants none, nor twice, nor of locks where the operator wants none', async () => {
    const before = sink.to(member.email).length
    expect((await order('suspend', { tell: false })).status).toBe(200)
    expect((await order('suspend')).status).toBe(200)
    const locks = (value: string) =>
      api().send('PUT', 'settings/mails', { values: { PDS_LOCK_MAILS: value } })
    expect((await locks('false')).status).toBe(200)
    expect((await order('lock')).status).toBe(200)
    expect((await locks('')).status).toBe(200)
    expect((await order('takedown')).status).toBe(200)
    expect((await sink.next(member.email, before)).body).toContain('was taken down')
    expect(sink.to(member.email)).toHaveLength(before + 1)
  })

  it('is told a last time when it is deleted', async () => {
    const { body } = await letterOf('delete', { text: 'Farewell.' })
    expect(body).toContain('Your account is deleted')
    expect(body).toContain('Farewell.')
  })

  it('is told when what is known of its owner was put together for them', async () => {
    const before = sink.to(member.email).length
    const wanted = { did: member.did, include: ['account'] }
    const { status, json } = await api().post('exports', { ...wanted, tell: false })
    expect(status).toBe(202)
    await eventually(async () => (await api().get(`exports/${String(json.id)}`)).json.available === true)
    expect((await api().post('exports', wanted)).status).toBe(202)
    expect((await sink.next(member.email, before)).body).toContain('was put together')
    expect(sink.to(member.email)).toHaveLength(before + 1)
  })

  it('may be told in words that are used often', async () => {
    const data = [{ name: 'Spam', text: 'You have sent advertisements.' }]
    const { headers } = await api().get('reasons')
    const put = (etag: string, body: object) => api().send('PUT', 'reasons', body, { 'if-match': etag })
    const etag = String(headers['etag'])
    expect(await put(etag, { data })).toMatchObject({ status: 200, json: { data } })
    expect(await put(etag, { data: [] })).toMatchObject({ status: 412 })
    expect((await api().get('reasons')).json).toEqual({ data })
    expect(await put('*', { data: [...data, ...data] })).toMatchObject({ status: 400 })
  })
})
