import { com } from '@guildhall/lexicon'
import { DnsServer } from '../support/dns-server.js'
import { newVerifier, OAuthApp, ProofKey, sessionOf } from '../support/oauth-app.js'
import { OAuthBrowser } from '../support/oauth-browser.js'
import { eventually } from '../support/eventually.js'
import { bearer, type Member, PASSWORD, WholeServer } from '../support/whole-server.js'

const { createRecord, putRecord } = com.atproto.repo
const { schema } = com.atproto.lexicon
const START_MAX_MS = 60_000
const TEST_MAX_MS = 60_000
const SET = 'test.sets.auth'
const SCOPE = `atproto include:${SET}`

let dns: DnsServer
let publisher: WholeServer
let server: WholeServer
let author: Member
let member: { handle: string; password: string; did: string }
beforeAll(async () => {
  dns = await DnsServer.start()
  publisher = await WholeServer.start()
  server = await WholeServer.start({
    PDS_DID_PLC_URL: `${publisher.url}/plc`,
    PDS_HANDLE_BACKUP_NAMESERVERS: dns.address,
    PDS_DNS_TIMEOUT_MS: '250',
    PDS_LEXICON_TIMEOUT_MS: '5000',
    // Whatever is kept is stale at once.
    PDS_LEXICON_STALE_MS: '0',
  })
  author = await publisher.signUp()
  dns.set('_lexicon.sets.test', `did=${author.did}`)
  member = { ...(await server.signUp()), password: PASSWORD }
}, START_MAX_MS)
afterAll(async () => {
  await server?.close()
  await publisher?.close()
  await dns?.close()
})

const repo = (...collection: string[]) => ({ type: 'permission', resource: 'repo', collection })

async function publish(permissions: object[]): Promise<void> {
  const main = {
    type: 'permission-set',
    title: 'Notes',
    'title:lang': { de: 'Notizen' },
    detail: 'Writes notes.',
    permissions,
  }
  const record = { $type: schema.nsid, lexicon: 1, id: SET, defs: { main } }
  const place = { repo: author.did, collection: schema.nsid, rkey: SET }
  const { status } = await publisher.post(putRecord.nsid, { ...place, record }, bearer(author.accessJwt))
  expect(status).toBe(200)
}

const write = (collection: string) => ({
  repo: member.did,
  collection,
  validate: false,
  record: { $type: collection, text: 'hello' },
})

test(
  'a permission set stands for what its authority says, within its own namespace, anew with every token',
  async () => {
    await publish([repo('test.sets.note', 'app.bsky.feed.post'), repo('test.sets.page')])
    const app = OAuthApp.loopback(server.url, SCOPE)
    const key = new ProofKey()
    const verifier = newVerifier()
    const pushed = await app.push(app.request(verifier, { scope: SCOPE }), key)
    expect(pushed).toMatchObject({ status: 201 })
    const browser = new OAuthBrowser(server.url)
    const page = await browser.open(app.authorizeUrl(pushed))
    const consent = await browser.send(
      page,
      { identifier: member.handle, password: member.password, decision: 'accept' },
      { 'accept-language': 'de' },
    )
    const german = await browser.open(consent.url, { headers: { 'accept-language': 'de' } })
    expect(german.html).toContain('Notizen')
    const answer = await app.consent(browser, german)
    const session = sessionOf(await app.exchange(String(answer.get('code')), verifier, key), key)

    const page1 = await app.method('POST', createRecord.nsid, session, { input: write('test.sets.page') })
    expect(page1).toMatchObject({ status: 200 })
    // A permission that names something of somebody else is none.
    for (const collection of ['app.bsky.feed.post', 'test.sets.note', 'test.other.page']) {
      const reply = await app.method('POST', createRecord.nsid, session, { input: write(collection) })
      expect(reply).toMatchObject({ status: 403, json: { error: 'ScopeMissingError' } })
    }

    await publish([repo('test.sets.note')])
    // The kept one serves once more while it is renewed.
    let current = sessionOf(await app.refresh(session), key)
    await eventually(async () => {
      current = sessionOf(await app.refresh(current), key)
      return current.scope.includes('test.sets.note')
    }, 'the set is read anew')
    const input = write('test.sets.note')
    expect(await app.method('POST', createRecord.nsid, current, { input })).toMatchObject({ status: 200 })
  },
  TEST_MAX_MS,
)

test('a set that nobody has published refuses the request', async () => {
  const scope = 'atproto include:test.sets.unknown'
  const app = OAuthApp.loopback(server.url, scope)
  const reply = await app.push(app.request(newVerifier(), { scope }), new ProofKey())
  expect(reply).toMatchObject({ status: 400, json: { error: 'invalid_scope' } })
})
