import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DeclaredConnections } from '../../src/sso/connections/declared-connections.js'
import { AdminApi } from '../support/admin-api.js'
import { AnsweringServer } from '../support/answering-server.js'
import { SamlIdp } from '../support/saml/saml-idp.js'
import { WholeServer } from '../support/whole-server.js'

const OIDC = {
  key: 'staff',
  name: 'Staff',
  issuer: 'https://login.example',
  secret: 'never shown',
  settings: { clientId: 'guildhall', scopes: ['openid'] },
}
const GUESTS = { ...OIDC, key: 'guests', name: 'Guests', issuer: 'https://guests.example' }

let place: string
let server: WholeServer
let api: AdminApi

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'guildhall-declared-'))
  await declare([])
  server = await WholeServer.start({ PDS_SSO_CONNECTIONS_FILE: file() })
  api = new AdminApi(server)
})
afterAll(async () => {
  await server?.close()
  await rm(place, { recursive: true, force: true })
})

const file = () => join(place, 'connections.json')
const declare = (connections: unknown) =>
  writeFile(file(), typeof connections === 'string' ? connections : JSON.stringify(connections))
/** As at the start of a server. */
const read = () => server.app.get(DeclaredConnections, { strict: false }).onApplicationBootstrap()
/** By name. */
const shown = () => server.sql('SELECT name, status, revision FROM sso_connection ORDER BY name')

describe('connections that a file declares', () => {
  it('are what it says, whenever a server starts, and nothing changes where it says the same', async () => {
    await declare([OIDC, { ...GUESTS, enabled: false }])
    await read()
    await read()
    const both = [
      { name: 'Guests', status: 'disabled', revision: 1 },
      { name: 'Staff', status: 'enabled', revision: 1 },
    ]
    expect(await shown()).toEqual(both)
    await declare([
      { ...OIDC, name: 'Everybody' },
      { ...GUESTS, enabled: false },
    ])
    await read()
    expect(await shown()).toEqual([{ name: 'Everybody', status: 'enabled', revision: 2 }, both[0]])
  })

  it('take all rules of a policy', async () => {
    const policy = {
      provisioning: { handles: { groupDomains: [{ group: 'press', domain: 'test' }] } },
      quotas: [{ group: 'video', quotaBytes: 1_000_000 }],
      stepUp: { freshness: 'prompt' },
      leaving: { signOut: 'provider' },
    }
    await declare([{ ...OIDC, policy }])
    await read()
    const [staff] = await server.sql<{ id: string }>("SELECT id FROM sso_connection WHERE name = 'Staff'")
    expect((await api.get(`sso/connections/${staff!.id}`)).json.policy).toMatchObject(policy)
  })

  it('sign nobody in any more once they are taken out of it, and are there again with it', async () => {
    await declare([OIDC, GUESTS])
    await read()
    await declare([OIDC])
    await read()
    expect(await shown()).toMatchObject([{ name: 'Guests', status: 'disabled' }, { status: 'enabled' }])
    await declare([OIDC, GUESTS])
    await read()
    expect(await shown()).toMatchObject([{ name: 'Guests', status: 'enabled' }, { status: 'enabled' }])
  })

  it('need not say what a provider of SAML is called, whose metadata do', async () => {
    const idp = new SamlIdp('https://idp.example/entity')
    let published = idp.metadata()
    const site = await AnsweringServer.start((_request, response) => void response.end(published))
    const saml = { key: 'saml', name: 'Lyceum', kind: 'saml', settings: { metadataUrl: `${site.url}/one` } }
    const issuers = () => server.sql("SELECT issuer, status FROM sso_connection WHERE name = 'Lyceum'")
    await declare([OIDC, saml])
    await read()
    // What is known already is not asked for again, wherever it is gone.
    published = '<a/>'
    await read()
    expect(await issuers()).toEqual([{ issuer: idp.entityId, status: 'enabled' }])
    const [{ id }] = (await server.sql("SELECT id FROM sso_connection WHERE name = 'Lyceum'")) as [
      { id: string },
    ]
    expect((await api.get(`sso/connections/${id}/saml`)).json.provider).toMatchObject({
      entityId: idp.entityId,
    })

    // Elsewhere it may be another one; what cannot be read stops the start, and leaves all as it was.
    const moved = { ...saml, settings: { metadataUrl: `${site.url}/two` } }
    await declare([{ ...OIDC, name: 'Renamed' }, moved])
    await expect(read()).rejects.toThrow(/the connection "saml": \/issuer is not known/)
    expect(await shown()).toContainEqual(expect.objectContaining({ name: 'Staff' }))
    const other = new SamlIdp('https://other.example/entity')
    published = other.metadata()
    await declare([OIDC, moved])
    await read()
    expect(await issuers()).toEqual([{ issuer: other.entityId, status: 'enabled' }])
    await site.close()
    // It is looked at where it is, by and by: the start does not depend on it.
    await read()
    await declare([OIDC])
    await read()
    await server.sql("DELETE FROM sso_connection WHERE name = 'Lyceum'")
  })

  it.each([
    ['no JSON', '[', /connections\.json: .*JSON/],
    ['no list', {}, /must be a list/],
    ['no key', [{ name: 'Staff' }], /each with a key/],
    ['a key twice', [OIDC, { ...GUESTS, key: 'staff' }], /the key "staff" is there twice/],
    ['no issuer', [{ ...OIDC, key: 'other', kind: 'saml', issuer: '' }], /the connection "other": /],
    [
      'an unknown rule',
      [OIDC, { ...GUESTS, policy: { rolls: [] } }],
      /"guests": \/policy\/rolls is not known/,
    ],
    [
      'what is called as nothing should be',
      `[${JSON.stringify(OIDC).slice(0, -1)},"policy":{"__proto__":{}}}]`,
      /"staff": \/policy\/__proto__ is not known/,
    ],
  ])('with %s stop the start, and nothing of them is taken', async (_what, connections, problem) => {
    await declare([OIDC, GUESTS])
    await read()
    const before = await shown()
    const renamed = (one: { key?: string }) => (one.key === 'staff' ? { ...one, name: 'Renamed' } : one)
    await declare(Array.isArray(connections) ? connections.map(renamed) : connections)
    await expect(read()).rejects.toThrow(problem)
    expect(await shown()).toEqual(before)
  })
})
