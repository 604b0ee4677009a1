import { configOf } from '../config/index.js'
import { type Outbound, OutboundError, type TxtResolver } from '../outbound/index.js'
import { HandleResolver } from './handle-resolver.js'
import { IdentityConfig } from './identity.config.js'

const ALICE = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa'
const BOB = 'did:web:bob.test'

type Answer<T> = T | Error | 'never'

function resolver(txt: Answer<string[][]>, body: Answer<string>) {
  const asked: unknown[] = []
  const answer = <T>(value: Answer<T>): Promise<T> => {
    if (value === 'never') return new Promise(() => undefined)
    return value instanceof Error ? Promise.reject(value) : Promise.resolve(value)
  }
  const dns = { resolveTxt: (name: string) => (asked.push(name), answer(txt)) }
  const http = { getText: (url: string, options: object) => (asked.push(url, options), answer(body)) }
  const config = configOf(IdentityConfig, { resolverTimeoutMs: 100 })
  const resolver = new HandleResolver(dns as unknown as TxtResolver, http as unknown as Outbound, config)
  return { resolver, asked }
}
const resolve = (txt: Answer<string[][]>, body: Answer<string>, handle = 'alice.test') =>
  resolver(txt, body).resolver.resolve(handle)

const absent = new OutboundError('status', 'the server answered 404', 404)
const broken = new OutboundError('dns', 'no answer')

describe('HandleResolver', () => {
  test('asks the DNS and the web server of the handle, within limits', async () => {
    const { resolver: asking, asked } = resolver([[`did=${ALICE}`]], ALICE)
    await expect(asking.resolve('alice.test')).resolves.toBe(ALICE)
    expect(asked).toEqual([
      '_atproto.alice.test',
      'https://alice.test/.well-known/atproto-did',
      { timeoutMs: 100, responseMaxBytes: 4096, redirectsMax: 5, toStranger: true },
    ])
  })

  test.each<[string, Answer<string[][]>, Answer<string>, string | undefined]>([
    ['the DNS alone', [[`did=${ALICE}`]], absent, ALICE],
    ['the DNS in pieces', [['did=', ALICE]], absent, ALICE],
    ['the web server alone', [], `${ALICE}\n`, ALICE],
    ['the web server, while the DNS fails', broken, ALICE, ALICE],
    ['the DNS, while the web server answers nonsense', [[`did=${ALICE}`]], '<html>', ALICE],
    ['nobody', [], absent, undefined],
    ['nobody, as all fail', broken, new OutboundError('timeout', 'no answer in time'), undefined],
    ['an address that is not ours to connect to', [], new OutboundError('forbidden', 'private'), undefined],
    ['two entries', [[`did=${ALICE}`], [`did=${BOB}`]], absent, undefined],
    ['two entries, and the web server one of them', [[`did=${ALICE}`], [`did=${BOB}`]], ALICE, undefined],
    ['each another one', [[`did=${ALICE}`]], BOB, undefined],
  ])('answered by %s', async (_, txt, body, did) => {
    await expect(resolve(txt, body)).resolves.toBe(did)
  })

  test('does not wait for name servers longer than it may', async () => {
    await expect(resolve('never', ALICE)).resolves.toBe(ALICE)
  })

  test.each(['alice', 'alice.invalid', 'alice.local', '127.0.0.1', 'alice.test/path', 'a.b.onion', ''])(
    'asks nobody about %j',
    async (handle) => {
      const { resolver: asking, asked } = resolver([[`did=${ALICE}`]], ALICE)
      await expect(asking.resolve(handle)).resolves.toBeUndefined()
      expect(asked).toEqual([])
    },
  )

  test('a fault is not taken for an answer', async () => {
    await expect(resolve(new TypeError('broken'), ALICE)).rejects.toThrow(TypeError)
    await expect(resolve([], new TypeError('broken'))).rejects.toThrow(TypeError)
  })

  test.each<[string, Answer<string[][]>, Answer<string>, boolean]>([
    ['both say no', [], absent, true],
    ['the server says something else', [], '<html>', true],
    ['there is no such host', [], broken, true],
    ['the DID is found, whoever is away', [[`did=${ALICE}`]], new OutboundError('timeout', 'late'), true],
    ['the DNS fails', broken, absent, false],
    ['the DNS is silent', 'never', absent, false],
    ['the server is away', [], new OutboundError('network', 'refused'), false],
    ['the server is out of order', [], new OutboundError('status', 'answered 503', 503), false],
  ])('is certain or not when %s', async (_when, txt, body, isCertain) => {
    expect(await resolver(txt, body).resolver.find('alice.test')).toMatchObject({ isCertain })
  })
})
