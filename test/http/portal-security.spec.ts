import { Secret, TOTP } from 'otpauth'
import { OAuthBrowser, type Shown } from '../support/oauth-browser.js'
import { buttonOf, csrfOf } from '../support/portal-page.js'
import { SoftPasskey } from '../support/soft-passkey.js'
import { type Member, PASSWORD, WholeServer } from '../support/whole-server.js'

const START_MAX_MS = 60_000

let server: WholeServer
let member: Member
let browser: OAuthBrowser
beforeAll(async () => {
  server = await WholeServer.start()
}, START_MAX_MS)
beforeEach(async () => {
  member = await server.signUp()
  browser = await signedIn(member)
})
afterAll(() => server?.close())

const at = (path: string, of: Pick<Member, 'did'> = member) => `${server.url}/account/${of.did}${path}`
const pathOf = (page: Shown) => new URL(page.url).pathname
const open = (section: string) => browser.open(at(section))

async function signedIn(who: Pick<Member, 'handle'>): Promise<OAuthBrowser> {
  const made = new OAuthBrowser(server.url)
  const page = await made.open(`${server.url}/account/sign-in`)
  await made.send(page, { identifier: who.handle, password: PASSWORD, decision: 'accept' })
  return made
}

describe('security', () => {
  const secretIn = ({ html }: Shown) => /<code dir="ltr">([A-Z2-7]{16,})<\/code>/.exec(html)![1]!
  const creationIn = ({ html }: Shown) => {
    const [, text = ''] = /data-options="([^"]*)"/.exec(html) ?? []
    return JSON.parse(text.replaceAll('&quot;', '"')) as { challenge: string; rp: { id: string } }
  }

  test('is an app that makes codes, with recovery codes that are shown once', async () => {
    const page = await open('/new-totp')
    const secret = secretIn(page)
    const wrong = await browser.send(page, { code: '000000' })
    expect(wrong.html).toContain('This code is wrong.')
    expect(secretIn(wrong)).toBe(secret)
    const totp = new TOTP({ secret: Secret.fromBase32(secret) })
    const code = totp.generate({ timestamp: server.clock.nowMs() })
    const added = await browser.send(wrong, { code })
    expect(added.html.match(/<li><code dir="ltr">/g)).toHaveLength(10)
    const overview = await open('/security')
    expect(overview.html).toContain('Codes left: 10')
    expect(overview.html).toContain('A second factor was added')
    const renewed = await browser.send(overview, { decision: 'renew-codes' })
    expect(renewed.html.match(/<li><code dir="ltr">/g)).toHaveLength(10)
    const removed = await browser.send(await open('/security'), { decision: 'remove-totp' })
    expect(removed.html).toContain('It is removed.')
    expect(await browser.send(overview, { decision: 'remove-totp' })).toMatchObject({ status: 404 })
  })

  test('is asked for at the entrance, after the password', async () => {
    const totp = new TOTP({ secret: Secret.fromBase32(secretIn(await open('/new-totp'))) })
    await browser.send(await open('/new-totp'), { code: totp.generate({ timestamp: server.clock.nowMs() }) })
    const other = new OAuthBrowser(server.url)
    const first = await other.open(`${server.url}/account/sign-in`)
    const second = await other.send(first, {
      identifier: member.handle,
      password: PASSWORD,
      decision: 'accept',
    })
    expect(pathOf(second)).toBe('/account/second-factor')
    expect(pathOf(await other.open(at('')))).toBe('/account/sign-in')
    const code = totp.generate({ timestamp: server.clock.nowMs() + 30_000 })
    expect(pathOf(await other.send(second, { code, decision: 'accept' }))).toBe(`/account/${member.did}`)
  })

  test('is passkeys, with names', async () => {
    const page = await open('/new-passkey')
    const { challenge, rp } = creationIn(page)
    const passkey = new SoftPasskey(server.url).create({ challenge, rpId: rp.id })
    expect((await browser.send(page, { passkey: '{}' })).html).toContain('The passkey could not be checked.')
    const added = await browser.send(page, { passkey, name: 'My key' })
    expect(added.html.match(/<li><code dir="ltr">/g)).toHaveLength(10)
    const list = await open('/security')
    const id = buttonOf(list, 'remove')
    const renamed = await browser.send(list, { rename: id, name: 'Another name' })
    expect(renamed.html).toContain('Another name')
    const other = await server.signUp()
    const theirs = await signedIn(other)
    const own = await theirs.open(at('/security', other))
    const post = (fields: Record<string, string>) =>
      theirs.post(at('/security', other), new URLSearchParams({ csrf: csrfOf(own), ...fields }))
    expect(await post({ remove: id })).toMatchObject({ status: 404 })
    expect(await post({ rename: id, name: 'mine now' })).toMatchObject({ status: 404 })
    expect((await browser.send(renamed, { remove: id })).html).toContain('It is removed.')
  })

  test('is what has happened, and what somebody else has done is not told', async () => {
    const other = await server.signUp()
    const theirs = await signedIn(other)
    await theirs.send(await theirs.open(at('/new-app-password', other)), { name: 'Secret bridge' })
    await browser.send(await open('/new-app-password'), { name: 'Phone' })
    const { html } = await open('/security')
    expect(html).toContain('An app password was made')
    expect(html).toContain('Phone')
    expect(html).not.toContain('Secret bridge')
  })
})
