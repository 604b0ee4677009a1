import { AdminApi } from '../support/admin-api.js'
import { AnsweringServer } from '../support/answering-server.js'
import { SamlIdp } from '../support/saml/saml-idp.js'
import { WholeServer } from '../support/whole-server.js'

const [ONE, OTHER] = [new SamlIdp('https://one.example/entity'), new SamlIdp('https://other.example/entity')]
const bare = (xml: string) => xml.replace(/<\?xml[^>]*\?>/, '')
const several = (...documents: string[]) =>
  `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">${documents.map(bare).join('')}</md:EntitiesDescriptor>`
const SERVICE = `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://service.example"><md:SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"/></md:EntityDescriptor>`

let server: WholeServer
let api: AdminApi
let site: AnsweringServer
/** What is published. */
let published = ''

beforeAll(async () => {
  server = await WholeServer.start()
  api = new AdminApi(server)
  site = await AnsweringServer.start((_request, response) => response.end(published))
})
afterAll(async () => {
  await site?.close()
  await server?.close()
})

describe('a provider of SAML is named', () => {
  const root = 'sso/connections'
  let path: string
  const issuer = async () => (await api.get(path)).json.issuer
  const make = async (settings: object = {}) => {
    const made = await api.post(root, { name: 'Corp', kind: 'saml', settings })
    expect(made).toMatchObject({ status: 201, json: { issuer: '', status: 'draft' } })
    path = `${root}/${String(made.json.id)}`
  }
  const give = (xml: string) => api.post(`${path}/saml/metadata`, { xml })
  const refresh = () => api.post(`${path}/saml/metadata/refresh`)
  const audited = () =>
    server.sql<{ action: string; after: string | null }>(
      'SELECT action, after FROM audit_entry WHERE target_id = $1 ORDER BY seq',
      [path.slice(root.length + 1)],
    )

  it('by the metadata that are given, after which it can be enabled', async () => {
    await make()
    expect(await api.post(`${path}/enable`)).toMatchObject({ status: 400, json: { code: 'invalid_request' } })
    expect((await give(ONE.metadata())).status).toBe(204)
    expect(await issuer()).toBe(ONE.entityId)
    expect((await api.get(`${path}/saml`)).json.provider).toMatchObject({ entityId: ONE.entityId })
    expect((await api.post(`${path}/enable`)).status).toBe(200)
    const entries = await audited()
    expect(entries.map(({ action }) => action)).toEqual([
      ...['connection.create', 'connection.put-metadata', 'connection.enable'],
    ])
    expect(JSON.parse(entries[1]!.after!)).toMatchObject({ issuer: ONE.entityId })
  })

  it('by those that are published, which say nobody else from then on', async () => {
    published = ONE.metadata()
    await make({ metadataUrl: site.url })
    expect((await refresh()).status).toBe(204)
    expect(await issuer()).toBe(ONE.entityId)
    published = OTHER.metadata()
    expect((await refresh()).json).toMatchObject({
      code: 'metadata_out_of_reach',
      detail: expect.stringContaining(`${OTHER.entityId}, not ${ONE.entityId}`) as unknown,
    })
    expect((await give(OTHER.metadata())).json).toMatchObject({ code: 'unreadable_metadata' })
    expect(await issuer()).toBe(ONE.entityId)
    await api.send('PATCH', path, { issuer: '' })
    expect((await refresh()).status).toBe(204)
    expect(await issuer()).toBe(OTHER.entityId)
  })

  it('by whoever makes the connection, where the metadata are of several', async () => {
    published = several(ONE.metadata(), OTHER.metadata(), SERVICE)
    await make({ metadataUrl: site.url })
    for (const answer of [await refresh(), await give(published)]) {
      expect(answer.status).toBeGreaterThanOrEqual(400)
      const { detail } = answer.json as { detail: string }
      expect(detail).toContain(`several providers`)
      expect(detail).toContain(`${ONE.entityId}, ${OTHER.entityId}`)
      expect(detail).not.toContain('service.example')
    }
    expect(await issuer()).toBe('')
    await api.send('PATCH', path, { issuer: OTHER.entityId })
    expect((await refresh()).status).toBe(204)
    expect((await api.get(`${path}/saml`)).json.provider).toMatchObject({ entityId: OTHER.entityId })
  })

  it('by the only one that is a provider', async () => {
    await make()
    expect((await give(several(SERVICE, ONE.metadata()))).status).toBe(204)
    expect(await issuer()).toBe(ONE.entityId)
  })

  it('before anybody signs in', async () => {
    await make({ metadataUrl: site.url })
    const health = await api.post(`${path}/health`)
    expect(health.json).toMatchObject({ ok: false, checks: [{ name: 'metadata', ok: false }] })
    expect(await issuer()).toBe('')
    await give(ONE.metadata())
    await api.post(`${path}/enable`)
    expect((await api.send('PATCH', path, { issuer: '' })).status).toBe(400)
    expect((await api.post(root, { name: 'Corp', kind: 'oidc', settings: { clientId: 'x' } })).status).toBe(
      400,
    )
  })
})
