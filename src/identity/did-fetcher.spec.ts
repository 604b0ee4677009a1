import type { Did } from '@guildhall/syntax'
import { configOf } from '../config/index.js'
import { type Outbound, OutboundConfig, OutboundError } from '../outbound/index.js'
import { DidFetcher } from './did-fetcher.js'
import { IdentityConfig } from './identity.config.js'
import { DidUnresolvable } from './identity.errors.js'
import { PlcClient } from './plc-client.js'
import type { WebIdentities } from './web-identities.js'
import type { WebIdentity } from './web-identity.store.js'

const PLC = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa' as Did
const WEB = 'did:web:alice.test' as Did
const LOCAL = 'did:web:localhost%3A2583' as Did

/** Knows the JSON behind some URLs; every other one is not found. */
function fetcher(known: Record<string, unknown>, protectionDisabled = false, hosted?: WebIdentity) {
  const asked: string[] = []
  const trusted: string[] = []
  const outbound = {
    trusted: (url: string) => trusted.push(url),
    async getJson(url: string) {
      asked.push(url)
      const answer = url in known ? known[url] : new OutboundError('status', 'the server answered 404', 404)
      if (answer instanceof Error) throw answer
      return answer
    },
  } as unknown as Outbound
  const config = configOf(IdentityConfig, { plcUrl: 'https://plc.test' })
  const plc = new PlcClient(outbound, config)
  const web = {
    find: async (did: Did) => (hosted?.did === did ? hosted : undefined),
    documentOf: ({ did, isEnded }: WebIdentity) => (isEnded ? undefined : { id: did }),
  } as unknown as WebIdentities
  const outboundConfig = configOf(OutboundConfig, { protectionDisabled })
  return { fetcher: new DidFetcher(plc, outbound, config, outboundConfig, web), asked, trusted }
}

describe('DidFetcher', () => {
  test('a did:plc comes from the directory, which the operator trusts', async () => {
    const known = { [`https://plc.test/${PLC}`]: { id: PLC } }
    const { fetcher: fetching, trusted } = fetcher(known)
    await expect(fetching.fetch(PLC)).resolves.toEqual({ id: PLC })
    expect(trusted).toEqual(['https://plc.test'])
  })

  test('a did:web comes from its host', async () => {
    const known = { 'https://alice.test/.well-known/did.json': { id: WEB } }
    await expect(fetcher(known).fetcher.fetch(WEB)).resolves.toEqual({ id: WEB })
  })

  test.each([
    ['comes from this service', false, { id: WEB }],
    ['is gone when it has ended', true, undefined],
  ])('a did:web that is hosted here %s, and nobody is asked', async (_what, isEnded, document) => {
    const hosted = { did: WEB, handle: 'alice.test', signingKey: 'did:key:z', isEnded }
    const { fetcher: fetching, asked } = fetcher({}, false, hosted)
    await expect(fetching.fetch(WEB)).resolves.toEqual(document)
    expect(asked).toEqual([])
  })

  test('localhost is a host where the protection is off, and only there', async () => {
    const known = { 'http://localhost:2583/.well-known/did.json': { id: LOCAL } }
    await expect(fetcher(known, true).fetcher.fetch(LOCAL)).resolves.toEqual({ id: LOCAL })
    const guarded = fetcher(known)
    await expect(guarded.fetcher.fetch(LOCAL)).resolves.toBeUndefined()
    expect(guarded.asked).toEqual([])
  })

  test.each([404, 410])('the answer %d means that there is none', async (status) => {
    const gone = new OutboundError('status', `the server answered ${status}`, status)
    for (const [did, url] of [
      [PLC, `https://plc.test/${PLC}`],
      [WEB, 'https://alice.test/.well-known/did.json'],
    ] as const) {
      await expect(fetcher({ [url]: gone }).fetcher.fetch(did)).resolves.toBeUndefined()
    }
  })

  test.each(['did:key:zQ3sh', 'did:plc:short', 'did:web:alice.test:path', 'did:web:127.0.0.1'])(
    'nobody is asked about %s',
    async (did) => {
      const { fetcher: fetching, asked } = fetcher({})
      await expect(fetching.fetch(did as Did)).resolves.toBeUndefined()
      expect(asked).toEqual([])
    },
  )

  test.each<[string, unknown]>([
    ['an error of the server', new OutboundError('status', 'the server answered 500', 500)],
    ['no answer', new OutboundError('timeout', 'no answer in time')],
    ['no JSON', new OutboundError('badBody', 'the answer is not JSON', 200)],
    ['no document', null],
    ['the document of somebody else', { id: 'did:web:bob.test' }],
  ])('%s leaves the question open', async (_, answer) => {
    const known = { [`https://plc.test/${PLC}`]: answer, 'https://alice.test/.well-known/did.json': answer }
    for (const did of [PLC, WEB]) {
      const failed = fetcher(known).fetcher.fetch(did)
      await expect(failed).rejects.toThrow(DidUnresolvable)
      await expect(failed).rejects.toMatchObject({
        kind: 'upstream',
        message: `Unable to resolve DID: ${did}`,
      })
    }
  })

  test('a fault is not taken for an answer', async () => {
    const known = { [`https://plc.test/${PLC}`]: new TypeError('broken') }
    await expect(fetcher(known).fetcher.fetch(PLC)).rejects.toThrow(TypeError)
  })
})
