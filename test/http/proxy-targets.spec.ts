import type { DidDocument } from '@guildhall/identity'
import type { Did } from '@guildhall/syntax'
import { DidDocuments } from '../../src/identity/index.js'
import { StubUpstream } from '../support/stub-upstream.js'
import { bearer, WholeServer } from '../support/whole-server.js'

const START_MAX_MS = 60_000
const METHOD = 'com.example.anything'
const TARGET = 'did:web:target.example' as Did

/** Listens on loopback, where nothing from outside may lead. */
let inside: StubUpstream
let server: WholeServer
let authorization: Record<string, string>
beforeAll(async () => {
  inside = await StubUpstream.start('bench')
  server = await WholeServer.start({ PDS_DISABLE_SSRF_PROTECTION: 'false' })
  authorization = bearer((await server.signUp()).accessJwt)
}, START_MAX_MS)
afterAll(async () => {
  await server?.close()
  await inside?.close()
})

/** Calls a service whose document says that it is there. */
async function callAt(serviceEndpoint: string) {
  const document = { id: TARGET, service: [{ id: '#bench', type: 'Bench', serviceEndpoint }] }
  server.app.get(DidDocuments, { strict: false }).remember(TARGET, document as unknown as DidDocument)
  return server.get(METHOD, {}, { ...authorization, 'atproto-proxy': `${TARGET}#bench` })
}

describe('a service at an address that is not public', () => {
  it.each([
    ['loopback, without TLS', 'http://127.0.0.1:PORT'],
    ['a name of loopback, without TLS', 'http://localhost:PORT'],
    ['a name of loopback', 'https://localhost:PORT'],
    ['a name of loopback with a dot', 'https://localhost.:PORT'],
    ['loopback', 'https://127.0.0.1:PORT'],
    ['another loopback', 'https://127.8.9.1:PORT'],
    ['loopback as a decimal', 'https://2130706433:PORT'],
    ['loopback in octal', 'https://0177.0.0.1:PORT'],
    ['loopback in hexadecimal', 'https://0x7f.1:PORT'],
    ['loopback, shortened', 'https://127.1:PORT'],
    ['any address', 'https://0.0.0.0:PORT'],
    ['loopback of IPv6', 'https://[::1]:PORT'],
    ['loopback as mapped IPv4', 'https://[::ffff:127.0.0.1]:PORT'],
    ['loopback as mapped IPv4 in hexadecimal', 'https://[::ffff:7f00:1]:PORT'],
    ['a private network', 'https://10.0.0.1'],
    ['another private network', 'https://192.168.1.1'],
    ['a private network of carriers', 'https://100.64.0.1'],
    ['metadata of a cloud', 'http://169.254.169.254'],
    ['metadata of a cloud with TLS', 'https://169.254.169.254'],
    ['unique local', 'https://[fd00::1]'],
    ['link-local', 'https://[fe80::1]'],
    ['NAT64', 'https://[64:ff9b::7f00:1]'],
    ['a public address without a name', 'https://8.8.8.8'],
  ])('is not reached: %s', async (_what, endpoint) => {
    const connections = inside.connections
    expect(await callAt(endpoint.replace('PORT', String(inside.port)))).toMatchObject({
      status: 502,
      json: { error: 'UpstreamFailure', message: 'Upstream service unreachable' },
    })
    expect(inside.connections).toBe(connections)
  })

  it.each([
    'file:///etc/passwd',
    'ftp://example.com',
    'gopher://localhost',
    'https://user:password@example.com',
    'example.com',
    '',
  ])('is no service where it is no address of the web: %s', async (endpoint) => {
    expect(await callAt(endpoint)).toMatchObject({
      status: 400,
      json: { error: 'InvalidRequest', message: 'could not resolve proxy did service url' },
    })
  })

  it('is not found by a DID that names it', async () => {
    const connections = inside.connections
    for (const did of [inside.did, 'did:web:127.0.0.1', 'did:web:169.254.169.254', 'did:web:localhost']) {
      const headers = { ...authorization, 'atproto-proxy': `${did}#bench` }
      expect(await server.get(METHOD, {}, headers)).toMatchObject({
        status: 400,
        json: { error: 'InvalidRequest', message: 'could not resolve proxy did' },
      })
    }
    expect(inside.connections).toBe(connections)
  })

  it('is reached only if the operator has configured it', async () => {
    const trusting = await WholeServer.start({
      PDS_DISABLE_SSRF_PROTECTION: 'false',
      PDS_BSKY_APP_VIEW_URL: inside.url,
      PDS_BSKY_APP_VIEW_DID: TARGET,
    })
    try {
      inside.plcUrl = `${trusting.url}/plc`
      const { accessJwt } = await trusting.signUp()
      expect((await trusting.get(METHOD, {}, bearer(accessJwt))).status).toBe(200)
    } finally {
      await trusting.close()
    }
  })
})
