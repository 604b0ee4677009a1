import { K256Key } from '@guildhall/crypto'
import { com } from '@guildhall/lexicon'
import type { Did } from '@guildhall/syntax'
import { createServiceJwt } from '@guildhall/xrpc'
import type { ServiceConfig } from '../config/index.js'
import type { DidDocuments } from '../identity/index.js'
import type { Clock } from '../telemetry/index.js'
import type { AuthConfig } from './auth.config.js'
import { ServiceTokens } from './service-tokens.js'
import type { UsedTokenStore } from './used-token.store.js'

const ALICE = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa' as Did
const BOB = 'did:plc:bbbbbbbbbbbbbbbbbbbbbbbb' as Did
const SERVICE = 'did:web:pds.test'
const NOW_S = 1_767_225_600
const LXM = com.atproto.server.createAccount.nsid

const keyOf = (fill: number) => K256Key.generate((count) => new Uint8Array(count).fill(fill))
const [key, formerKey, labelKey] = [keyOf(1), keyOf(2), keyOf(3)]

/** Remembers what was used, as the database does. */
function usedTokens() {
  const until = new Map<string, number>()
  const store = {
    use: async (digest: Uint8Array, end: Date) => {
      const text = Buffer.from(digest).toString('hex')
      if (until.has(text)) return false
      until.set(text, end.getTime())
      return true
    },
  } as UsedTokenStore
  return { until, store }
}

/**
 * @param known keys of Alice's document: as it is kept, and as its origin has it
 * @param moderationServiceDid as it is configured
 */
function setUp(
  known: [string | undefined, string | undefined] = [key.didKey, key.didKey],
  moderationServiceDid: Did | undefined = ALICE,
  bareAudience = true,
) {
  const asked: [string, boolean][] = []
  let nowMs = NOW_S * 1000 + 999
  const documents = {
    signingKey: async (did: Did, { refresh, fragment }: { refresh: boolean; fragment?: string }) => {
      asked.push([did, refresh])
      return fragment === 'atproto_label' ? labelKey.didKey : known[refresh ? 1 : 0]
    },
  } as unknown as DidDocuments
  const config = { serviceDid: SERVICE } as ServiceConfig
  const clock = { nowMs: () => nowMs } as Clock
  const auth = { moderationServiceDid, bareAudience } as AuthConfig
  const { store, until } = usedTokens()
  const services = new ServiceTokens(documents, config, auth, clock, store)
  const advance = (ms: number) => void (nowMs += ms)
  return { asked, until, advance, services }
}

let count = 0
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A token with any header, signed as it should be. */
function forged(header: object, claims: object, signer = key): string {
  const signed = `${part(header)}.${part(claims)}`
  return `${signed}.${Buffer.from(signer.sign(Buffer.from(signed))).toString('base64url')}`
}
const claimsOf = (more: object = {}) => ({
  iss: ALICE,
  aud: SERVICE,
  exp: NOW_S + 60,
  iat: NOW_S,
  lxm: LXM,
  jti: `token ${++count}`,
  ...more,
})

const token = (claims: object = {}, signer = key) => createServiceJwt(claimsOf(claims), signer)

const refused = (code: string) => ({ code, kind: 'unauthenticated', message: expect.any(String) })

describe('ServiceTokens', () => {
  test('says whose token it is', async () => {
    const { services, asked } = setUp()
    expect(await services.verify(token(), LXM)).toBe(ALICE)
    expect(asked).toEqual([[ALICE, false]])
  })

  test('asks the origin once more when the key may have changed', async () => {
    const { services, asked } = setUp([formerKey.didKey, key.didKey])
    expect(await services.verify(token(), LXM)).toBe(ALICE)
    expect(asked).toEqual([
      [ALICE, false],
      [ALICE, true],
    ])
  })

  test.each<[string, string, string]>([
    ['no token', 'a.b.c', 'BadJwt'],
    ['an access token', forged({ typ: 'at+jwt', alg: 'ES256K' }, claimsOf()), 'BadJwtType'],
    ['a refresh token', forged({ typ: 'refresh+jwt', alg: 'ES256K' }, claimsOf()), 'BadJwtType'],
    ['a proof of a key', forged({ typ: 'dpop+jwt', alg: 'ES256K' }, claimsOf()), 'BadJwtType'],
    ['a token of another key', token({}, formerKey), 'BadJwtSignature'],
    ['a token that is not signed', forged({ alg: 'none' }, claimsOf()), 'BadJwtSignature'],
    ['an expired token', token({ exp: NOW_S - 5 }), 'JwtExpired'],
    ['a token of tomorrow', token({ iat: NOW_S + 86_400, exp: NOW_S + 86_460 }), 'BadJwt'],
    ['a token that lives too long', token({ exp: NOW_S + 3_700 }), 'BadJwt'],
    ['a token that lives for ever', token({ exp: Number.MAX_SAFE_INTEGER }), 'BadJwt'],
    ['a token for another service', token({ aud: 'did:web:other.test' }), 'BadJwtAudience'],
    [
      'a token for another service of this DID',
      token({ aud: `${SERVICE}#atproto_labeler` }),
      'BadJwtAudience',
    ],
    ['a token for a DID that begins like ours', token({ aud: `${SERVICE}.evil.test` }), 'BadJwtAudience'],
    ['a token for another method', token({ lxm: com.atproto.repo.uploadBlob.nsid }), 'BadJwtLexiconMethod'],
    ['a token for no method', token({ lxm: undefined }), 'BadJwtLexiconMethod'],
    ['a token for any method', token({ lxm: '*' }), 'BadJwtLexiconMethod'],
    ['a token of an issuer that is no DID', token({ iss: 'alice.test' }), 'BadJwtIss'],
    ['a token of a service of a DID', token({ iss: `${ALICE}#atproto_labeler` }), 'BadJwtIss'],
    [
      'a token of another key of the document',
      forged({ alg: 'ES256K', kid: '#atproto_label' }, claimsOf(), labelKey),
      'BadJwtIss',
    ],
  ])('refuses %s by the name that clients know', async (_, jwt, code) => {
    await expect(setUp().services.verify(jwt, LXM)).rejects.toMatchObject(refused(code))
  })

  test('takes tokens for this server in its DID document, and for its DID alone unless that is off', async () => {
    const full = () => token({ aud: `${SERVICE}#atproto_pds` })
    expect(await setUp().services.verify(full(), LXM)).toBe(ALICE)
    const strict = setUp(undefined, ALICE, false)
    expect(await strict.services.verify(full(), LXM)).toBe(ALICE)
    await expect(strict.services.verify(token(), LXM)).rejects.toMatchObject(refused('BadJwtAudience'))
  })

  test('takes tokens that name the key for everything', async () => {
    const jwt = forged({ alg: 'ES256K', kid: '#atproto' }, claimsOf())
    expect(await setUp().services.verify(jwt, LXM)).toBe(ALICE)
  })

  test('bears with clocks that are a little off', async () => {
    const { services } = setUp()
    expect(await services.verify(token({ iat: NOW_S + 4 }), LXM)).toBe(ALICE)
    expect(await services.verify(token({ exp: NOW_S - 4 }), LXM)).toBe(ALICE)
  })

  test('takes each token once, and knows it longer than it lives', async () => {
    const { services, until } = setUp()
    const jwt = token()
    expect(await services.verify(jwt, LXM)).toBe(ALICE)
    await expect(services.verify(jwt, LXM)).rejects.toMatchObject(refused('BadJwt'))
    for (const end of until.values()) expect(end).toBeGreaterThan((NOW_S + 60) * 1000)
  })

  test('takes a token without an id as long as it lives', async () => {
    const { services } = setUp()
    const jwt = token({ jti: undefined })
    for (let i = 0; i < 2; i++) expect(await services.verify(jwt, LXM)).toBe(ALICE)
  })

  test("an id is its issuer's own, whatever token it is in", async () => {
    const { services } = setUp()
    await services.verify(token({ jti: 'same' }), LXM)
    await expect(services.verify(token({ jti: 'same', exp: NOW_S + 59 }), LXM)).rejects.toMatchObject(
      refused('BadJwt'),
    )
    expect(await services.verify(token({ jti: 'same', iss: BOB }), LXM)).toBe(BOB)
  })

  test('a token that is refused is not used up', async () => {
    const { services, until } = setUp()
    const jwt = token()
    const bad = `${jwt.slice(0, jwt.lastIndexOf('.'))}.${Buffer.alloc(64, 1).toString('base64url')}`
    await expect(services.verify(bad, LXM)).rejects.toMatchObject(refused('BadJwtSignature'))
    await expect(services.verify(jwt, com.atproto.repo.uploadBlob.nsid)).rejects.toMatchObject(
      refused('BadJwtLexiconMethod'),
    )
    expect(until.size).toBe(0)
    expect(await services.verify(jwt, LXM)).toBe(ALICE)
  })

  test('whoever sends bad signatures has a document fetched once in a while, however many come', async () => {
    const { services, asked, advance } = setUp()
    const fetches = () => asked.filter(([, refresh]) => refresh).length
    const attack = async (times: number, iss = ALICE) => {
      for (let i = 0; i < times; i++) {
        await expect(services.verify(token({ iss }, formerKey), LXM)).rejects.toMatchObject(
          refused('BadJwtSignature'),
        )
      }
    }
    await attack(5)
    expect(fetches()).toBe(1)
    await attack(5, BOB)
    expect(fetches()).toBe(2)
    advance(10_000)
    await attack(5)
    expect(fetches()).toBe(3)
  })

  test('nobody is asked about what cannot be good', async () => {
    const { services, asked } = setUp()
    for (const jwt of [
      'a.b.c',
      token({ exp: 0 }),
      token({ aud: BOB }),
      token({ lxm: undefined }),
      forged({ alg: 'none' }, claimsOf()),
      forged({ alg: 'ES256K', kid: '#other' }, claimsOf()),
    ])
      await expect(services.verify(jwt, LXM)).rejects.toMatchObject({ kind: 'unauthenticated' })
    expect(asked).toEqual([])
  })

  test('refuses an issuer without a key', async () => {
    await expect(setUp([undefined, undefined]).services.verify(token(), LXM)).rejects.toMatchObject(
      refused('BadJwtIss'),
    )
  })

  test('a fault on the way to the document stays what it is', async () => {
    const fault = new Error('the database is away')
    const documents = { signingKey: () => Promise.reject(fault) } as unknown as DidDocuments
    const services = new ServiceTokens(
      documents,
      { serviceDid: SERVICE } as ServiceConfig,
      { bareAudience: true } as AuthConfig,
      { nowMs: () => NOW_S * 1000 } as Clock,
      usedTokens().store,
    )
    await expect(services.verify(token(), LXM)).rejects.toBe(fault)
  })
})

describe('tokens of the moderation service', () => {
  const labeler = { iss: `${ALICE}#atproto_labeler` }

  test('are signed with the key of its account or with that of its labels', async () => {
    const { services } = setUp()
    expect(await services.verifyModerator(token(), LXM)).toBe(ALICE)
    expect(await services.verifyModerator(token(labeler, labelKey), LXM)).toBe(ALICE)
    for (const kid of ['#atproto_label', 'atproto_label']) {
      const jwt = forged({ alg: 'ES256K', kid }, claimsOf(), labelKey)
      expect(await services.verifyModerator(jwt, LXM)).toBe(ALICE)
    }
  })

  test.each([
    ['of another issuer', token({ iss: 'did:plc:bbbbbbbbbbbbbbbbbbbbbbbb' }), 'UntrustedIss'],
    ['of another service of the same document', token({ iss: `${ALICE}#other` }), 'UntrustedIss'],
    ['for labels, signed with the key of the account', token(labeler), 'BadJwtSignature'],
    ['of the account, signed with the key for labels', token({}, labelKey), 'BadJwtSignature'],
    ['for another method', token({ lxm: com.atproto.repo.uploadBlob.nsid }), 'BadJwtLexiconMethod'],
    ['for another service', token({ aud: 'did:web:other.test' }), 'BadJwtAudience'],
    ['that expired', token({ exp: NOW_S - 10 }), 'JwtExpired'],
    [
      'with the key for labels in the name of the account',
      forged({ alg: 'ES256K', kid: '#atproto' }, claimsOf(), labelKey),
      'BadJwtSignature',
    ],
    [
      'with the key of the account in the name of that for labels',
      forged({ alg: 'ES256K', kid: '#atproto_label' }, claimsOf()),
      'BadJwtSignature',
    ],
    [
      'that name a key and another one by their service',
      forged({ alg: 'ES256K', kid: '#atproto' }, claimsOf(labeler)),
      'UntrustedIss',
    ],
    [
      'with a key that is for something else',
      forged({ alg: 'ES256K', kid: '#other' }, claimsOf()),
      'BadJwtIss',
    ],
  ])('%s are refused', async (_, jwt, code) => {
    await expect(setUp().services.verifyModerator(jwt, LXM)).rejects.toMatchObject(refused(code))
  })

  test('are taken once', async () => {
    const { services } = setUp()
    const jwt = token()
    await services.verifyModerator(jwt, LXM)
    await expect(services.verifyModerator(jwt, LXM)).rejects.toMatchObject(refused('BadJwt'))
  })

  test('are refused where there is no moderation service', async () => {
    const { services } = setUp([key.didKey, key.didKey], null as never)
    await expect(services.verifyModerator(token(), LXM)).rejects.toMatchObject(refused('UntrustedIss'))
  })
})
