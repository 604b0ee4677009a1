import { AdminApi } from '../support/admin-api.js'
import { type Member, WholeServer } from '../support/whole-server.js'

const GONE = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa'

let server: WholeServer
let api: AdminApi
let alice: Member
beforeAll(async () => {
  server = await WholeServer.start()
  api = new AdminApi(server)
  alice = await server.signUp()
})
afterAll(() => server?.close())

describe('what accounts are called', () => {
  it('is said of many at a time, and nobody notes who asks', async () => {
    const before = await server.sql('SELECT FROM audit_entry')
    const { json } = await api.get(`account-names?did=${[alice.did, GONE, alice.did].join(',')}`)
    expect(json).toEqual({ data: [{ did: alice.did, handle: alice.handle }] })
    expect(await server.sql('SELECT FROM audit_entry')).toHaveLength(before.length)
  })

  it('is said of those within reach of whoever asks', async () => {
    const { did } = await server.signUp()
    await api.assign(did, 'help-desk', { domain: 'elsewhere.test' })
    const helper = await api.signedIn(did)
    expect((await helper.get(`account-names?did=${alice.did}`)).json).toEqual({ data: [] })
  })

  it('is said of DIDs only, and not of too many', async () => {
    const many = Array.from({ length: 201 }, (_, i) => `did:plc:${i}`).join(',')
    for (const query of ['', '?did=', '?did=alice.test', `?did=${many}`])
      expect((await api.get(`account-names${query}`)).json.code).toBe('invalid_request')
  })
})
