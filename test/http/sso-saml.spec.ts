import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { ConnectionChanges } from '../../src/sso/connections/connection-changes.js'
import {
  type Connection,
  ConnectionStore,
  ExternalIdentityStore,
  SsoSessionStore,
} from '../../src/sso/index.js'
import { MetadataRefresh } from '../../src/sso/saml/metadata-refresh.js'
import { SamlChanges } from '../../src/sso/saml/saml-changes.js'
import { SamlProvider } from '../../src/sso/saml/saml-provider.js'
import { OAuthBrowser } from '../support/oauth-browser.js'
import {
  inflated,
  newTestKey,
  pemOf,
  type ResponseFacts,
  rootAttribute,
  SamlIdp,
} from '../support/saml/saml-idp.js'
import { WholeServer } from '../support/whole-server.js'

const AGENT = { type: 'command', id: 'tests' } as const
const ANYBODY = () => Promise.resolve()
const KEEPER = { agent: AGENT, admit: ANYBODY, admitProvider: ANYBODY }
const MINUTE_MS = 60_000

let server: WholeServer
let site: Server
let idp: SamlIdp
let connection: Connection

beforeAll(async () => {
  server = await WholeServer.start({ PDS_SERVICE_HANDLE_DOMAINS: '.pds.test' })
  site = createServer((_, response) => response.end(idp.metadata())).listen(0, 'localhost')
  await new Promise((resolve) => site.once('listening', resolve))
  idp = new SamlIdp(`http://localhost:${(site.address() as AddressInfo).port}/entity`)
  connection = await connect()
}, MINUTE_MS)
afterAll(async () => {
  site?.close()
  await server?.close()
})

/** A connection to the provider, with which one can sign in. */
async function connect(settings: object = {}, logout = 'browsers'): Promise<Connection> {
  const changes = server.app.get(ConnectionChanges)
  const input = {
    ...{ name: 'Example', kind: 'saml' as const, issuer: idp.entityId },
    settings: { metadataUrl: idp.entityId, ...settings },
    policy: {
      leaving: { logout },
      mapping: { trustEmail: true },
      provisioning: {
        mode: 'auto',
        handles: { domain: 'pds.test', template: 'opaque', onCollision: 'suffix' },
      },
    },
  }
  const { id } = await changes.create(input, undefined, KEEPER)
  return changes.setStatus(id, 'enabled', KEEPER)
}

const base = (of = connection) => `${server.url}/sso/saml/${of.id}`
const start = (of = connection) => `${server.url}/sso/start?connection=${of.id}&back=%2Faccount`

/** Sets out to the provider. */
async function setOut(browser: OAuthBrowser, of = connection) {
  const { location } = await browser.once(start(of))
  const xml = inflated(location!, 'SAMLRequest')
  return {
    requestId: rootAttribute(xml, 'ID')!,
    relayState: new URL(location!).searchParams.get('RelayState')!,
  }
}

/** The answer of the provider. */
function answer(facts: Partial<ResponseFacts>, of = connection): Promise<string> {
  return idp.response({
    nowMs: server.clock.nowMs(),
    consumerUrl: `${base(of)}/acs`,
    audience: `${base(of)}/metadata`,
    attributes: { mail: [`${facts.nameId ?? 'person-1'}@example.com`], displayName: ['Ann'] },
    ...facts,
  })
}

/** A form of another site: no cookies come along. */
function post(path: string, fields: Record<string, string>) {
  return fetch(path, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' })
}

/** The whole way in. */
async function signIn(browser: OAuthBrowser, facts: Partial<ResponseFacts> = {}, of = connection) {
  const { requestId, relayState } = await setOut(browser, of)
  const SAMLResponse = await answer({ requestId, ...facts }, of)
  const arrived = await post(`${base(of)}/acs`, { SAMLResponse, RelayState: relayState })
  const finish = arrived.headers.get('location')
  return { arrived, finish, SAMLResponse, relayState }
}

async function failureOf(response: Response): Promise<string> {
  const html = await response.text()
  return /sso_\w+/.exec(html)?.[0] ?? html
}

const newBrowser = () => new OAuthBrowser(server.url)
const isSignedIn = async (browser: OAuthBrowser) =>
  new URL((await browser.open(`${server.url}/account`)).url).pathname !== '/account/sign-in'

describe('signing in with a provider of SAML', () => {
  test('makes an account, and finds it again', async () => {
    const browser = newBrowser()
    const { arrived, finish } = await signIn(browser)
    expect([arrived.status, finish]).toEqual([303, expect.stringMatching(/^\/sso\/finish\//)])
    await browser.open(`${server.url}${finish}`)
    expect(await isSignedIn(browser)).toBe(true)
    const identities = server.app.get(ExternalIdentityStore)
    const linked = await identities.find(connection.id, 'person-1')
    expect(linked).toMatchObject({ email: 'person-1@example.com', issuer: idp.entityId })

    const again = newBrowser()
    const { finish: next } = await signIn(again, { sessionIndex: 'session-2' })
    await again.open(`${server.url}${next}`)
    expect(await isSignedIn(again)).toBe(true)
    expect(await identities.listOf(linked!.did)).toHaveLength(1)
  })

  test('takes the answer of a provider that names hundreds of groups', async () => {
    const groups = Array.from(
      { length: 900 },
      (_, index) => `cn=group-${index},ou=${'g'.repeat(60)},dc=example`,
    )
    const facts = { nameId: 'person-2', attributes: { mail: ['person-2@example.com'], groups } }
    const browser = newBrowser()
    const { SAMLResponse, arrived, finish } = await signIn(browser, facts)
    expect(SAMLResponse.length).toBeGreaterThan(100 * 1024)
    expect([arrived.status, arrived.status === 303 || (await failureOf(arrived))]).toEqual([303, true])
    await browser.open(`${server.url}${finish}`)
    expect(await isSignedIn(browser)).toBe(true)
  })

  test('is bound to the browser that has set out', async () => {
    const own = newBrowser()
    const { finish } = await signIn(own, { nameId: 'person-2' })
    const other = newBrowser()
    const page = await other.open(`${server.url}${finish}`)
    expect(page.html).toContain('sso_other_browser')
    expect(await isSignedIn(other)).toBe(false)
    // Nor does it sign in whoever has sent somebody else to the provider.
    expect((await own.open(`${server.url}${finish}`)).html).toContain('sso_expired')
    expect(await isSignedIn(own)).toBe(false)
  })

  test('is good once, with the same state and with another', async () => {
    const { SAMLResponse, relayState } = await signIn(newBrowser(), { nameId: 'person-3' })
    const twice = await post(`${base()}/acs`, { SAMLResponse, RelayState: relayState })
    expect(await failureOf(twice)).toBe('sso_expired')
    const { relayState: another } = await setOut(newBrowser())
    const replayed = await post(`${base()}/acs`, { SAMLResponse, RelayState: another })
    expect(await failureOf(replayed)).toBe('sso_bad_answer')
  })

  test('fails with a page, whatever is sent', async () => {
    const { relayState } = await setOut(newBrowser())
    const bad = await post(`${base()}/acs`, { SAMLResponse: 'PGE+', RelayState: relayState })
    expect([bad.status, await failureOf(bad)]).toEqual([400, 'sso_bad_answer'])
    for (const path of ['acs', 'logout']) {
      expect((await post(`${base()}/${path}`, {})).status).toBe(400)
      expect((await post(`${server.url}/sso/saml/none/${path}`, { SAMLResponse: 'PGE+' })).status).toBe(400)
    }
    expect((await fetch(`${base()}/logout?SAMLRequest=x`)).status).toBe(400)
    expect((await fetch(`${server.url}/sso/saml/none/metadata`)).status).toBe(404)
  })

  test('with another connection than it was begun with fails', async () => {
    const other = await connect()
    const { requestId, relayState } = await setOut(newBrowser())
    const SAMLResponse = await answer({ requestId }, other)
    expect(await failureOf(await post(`${base(other)}/acs`, { SAMLResponse, RelayState: relayState }))).toBe(
      'sso_bad_answer',
    )
  })

  test('follows the provider to its next certificate, and does not believe the former one any more', async () => {
    const [former, next] = [idp.current, newTestKey('next')]
    idp.published = [next]
    server.clock.advance(2 * MINUTE_MS)
    const { arrived } = await signIn(newBrowser(), { nameId: 'person-4', signWith: next })
    expect(arrived.headers.get('location')).toMatch(/finish/)
    expect(await failureOf((await signIn(newBrowser(), { nameId: 'person-4' })).arrived)).toBe(
      'sso_bad_answer',
    )
    idp.published = [next, former]
    await server.app.get(MetadataRefresh).run()
    expect((await signIn(newBrowser(), { nameId: 'person-4' })).finish).toMatch(/finish/)
  })

  test('from the pages of the provider ends, unless it is allowed; then the provider is asked', async () => {
    const uninvited = await post(`${base()}/acs`, { SAMLResponse: await answer({}), RelayState: '' })
    expect(await failureOf(uninvited)).toBe('sso_expired')
    const open = await connect({ idpInitiated: true })
    const invited = await post(`${base(open)}/acs`, { SAMLResponse: await answer({}, open) })
    expect(invited.headers.get('location')).toBe(new URL(start(open)).pathname + new URL(start(open)).search)
    const forged = await answer({ signWith: newTestKey() }, open)
    expect(await failureOf(await post(`${base(open)}/acs`, { SAMLResponse: forged }))).toBe('sso_bad_answer')
  })
})

describe('this server', () => {
  test('says what it is to a provider, takes what is encrypted for it, and changes its certificate in two steps', async () => {
    const certificates = async () => {
      const xml = await (await fetch(`${base()}/metadata`)).text()
      expect(xml).toContain(`entityID="${base()}/metadata"`)
      const of = (use: string) =>
        [...xml.matchAll(new RegExp(`use="${use}">[\\s\\S]*?<X509Certificate>([^<]*)`, 'g'))].map(
          ([, one]) => one!,
        )
      return { signing: of('signing'), encryption: of('encryption') }
    }
    const before = await certificates()
    expect([before.signing.length, before.encryption]).toEqual([1, before.signing])
    const encrypted = (certificate: string) =>
      signIn(newBrowser(), { nameId: 'person-5', encryptFor: pemOf(certificate) })
    expect((await encrypted(before.signing[0]!)).finish).toMatch(/finish/)

    const changes = server.app.get(SamlChanges)
    await changes.addKey(connection, AGENT)
    await expect(changes.addKey(connection, AGENT)).rejects.toMatchObject({ code: 'next_certificate_there' })
    const both = await certificates()
    expect([both.signing[0], both.signing.length, both.encryption]).toEqual([
      before.signing[0],
      2,
      before.encryption,
    ])
    await changes.advanceKeys(connection, AGENT)
    await expect(changes.advanceKeys(connection, AGENT)).rejects.toMatchObject({
      code: 'no_next_certificate',
    })
    const after = await certificates()
    expect([after.signing, after.encryption]).toEqual([[both.signing[1]], [both.signing[1]]])
    for (const certificate of both.signing) expect((await encrypted(certificate)).finish).toMatch(/finish/)
  })

  test('says until when certificates are good, and what is wrong with metadata', async () => {
    const checks = await server.app.get(SamlProvider).health(connection)
    expect(checks.map(({ name, ok }) => [name, ok])).toEqual([
      ['metadata', true],
      ['certificate', true],
      ['certificate', true],
      ['own-certificate', true],
      ['logout', true],
    ])
    expect(checks[1]!.expiresAt).toMatch(/^2049-01-01/)
    const other = await server.app.get(ConnectionStore).find(connection.id)
    const health = await server.app.get(SamlProvider).health({ ...other!, issuer: 'https://other.example' })
    expect(health).toMatchObject([{ name: 'metadata', ok: false }])
  })
})

describe('logging out', () => {
  const sessionsOf = async (subject: string) =>
    server.app.get(SsoSessionStore).list({ connectionId: connection.id, subject })

  async function enter(nameId: string, sessionIndex: string, of = connection) {
    const browser = newBrowser()
    const { finish } = await signIn(browser, { nameId, sessionIndex }, of)
    await browser.open(`${server.url}${finish}`)
    expect(await isSignedIn(browser)).toBe(true)
    return browser
  }

  test('at the provider ends the session that it names, and is answered', async () => {
    const [one, two] = [await enter('person-6', 'a'), await enter('person-6', 'b')]
    const asked = { nowMs: server.clock.nowMs(), destination: `${base()}/logout`, nameId: 'person-6' }
    const query = idp.logoutRequestQuery({ ...asked, id: '_out1', sessionIndexes: ['a'], relayState: 'back' })
    const answered = await fetch(`${base()}/logout?${query}`, { redirect: 'manual' })
    const location = answered.headers.get('location')!
    expect(location).toContain(idp.logoutUrl)
    expect(rootAttribute(inflated(location, 'SAMLResponse'), 'InResponseTo')).toBe('_out1')
    expect(new URL(location).searchParams.get('RelayState')).toBe('back')
    expect([await isSignedIn(one), await isSignedIn(two)]).toEqual([false, true])
    expect(await failureOf(await fetch(`${base()}/logout?${query}`, { redirect: 'manual' }))).toBe(
      'sso_bad_answer',
    )

    const form = idp.logoutRequestForm({ ...asked, sessionIndexes: [] })
    expect((await post(`${base()}/logout`, { SAMLRequest: form })).status).toBe(303)
    expect(await isSignedIn(two)).toBe(false)
    expect(await sessionsOf('person-6')).toEqual([])
  })

  test('at the provider ends everything where the connection wants that', async () => {
    const strict = await connect({}, 'everything')
    const [one, two] = [await enter('person-11', 'a', strict), await enter('person-11', 'b', strict)]
    const query = idp.logoutRequestQuery({
      ...{ nowMs: server.clock.nowMs(), destination: `${base(strict)}/logout`, nameId: 'person-11' },
      sessionIndexes: ['a'],
    })
    expect((await fetch(`${base(strict)}/logout?${query}`, { redirect: 'manual' })).status).toBe(303)
    expect([await isSignedIn(one), await isSignedIn(two)]).toEqual([false, false])
  })

  test('at the provider ends nothing of anybody else, and nothing without a signature of the provider', async () => {
    const browser = await enter('person-7', 'a')
    const asked = { nowMs: server.clock.nowMs(), destination: `${base()}/logout`, nameId: 'person-8' }
    await fetch(`${base()}/logout?${idp.logoutRequestQuery(asked)}`, { redirect: 'manual' })
    const forged = idp.logoutRequestQuery({ ...asked, nameId: 'person-7', signWith: newTestKey() })
    expect((await fetch(`${base()}/logout?${forged}`)).status).toBe(400)
    expect(await isSignedIn(browser)).toBe(true)
  })

  test('at the provider ends nothing where the connection wants that', async () => {
    const deaf = await connect({}, 'nothing')
    const browser = await enter('person-9', 'a', deaf)
    const query = idp.logoutRequestQuery({
      ...{ nowMs: server.clock.nowMs(), destination: `${base(deaf)}/logout`, nameId: 'person-9' },
    })
    expect((await fetch(`${base(deaf)}/logout?${query}`, { redirect: 'manual' })).status).toBe(303)
    expect(await isSignedIn(browser)).toBe(true)
  })

  test('here goes on to the provider, and comes back once', async () => {
    await enter('person-10', 'a')
    const provider = server.app.get(SamlProvider)
    const url = await provider.endSessionUrl(connection, {
      sid: 'a',
      subject: 'person-10',
      back: '/account/sign-in',
    })
    const asked = inflated(url!, 'SAMLRequest')
    expect(asked).toContain('person-10')
    const query = idp.logoutResponseQuery({
      ...{
        nowMs: server.clock.nowMs(),
        destination: `${base()}/logout`,
        inResponseTo: rootAttribute(asked, 'ID')!,
      },
    })
    const back = await fetch(`${base()}/logout?${query}`, { redirect: 'manual' })
    expect(back.headers.get('location')).toBe('/account/sign-in')
    expect(await failureOf(await fetch(`${base()}/logout?${query}`))).toBe('sso_bad_answer')
    const nobody = { sid: undefined, subject: 'nobody', back: '/account' }
    expect(await provider.endSessionUrl(connection, nobody)).toBeUndefined()
  })
})
